import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import type { PickAnswer } from './scripted-ui.ts'
import { aImage, list, openDocument, stats, wish } from './support.ts'
import { withPerson } from './with-person.ts'

const generate = 'fluxkit.generateImage'
type Pick = Parameters<PickAnswer>[0]

export function defineQuestions(): void {
  suite('The questions', () => {
    const ui = withPerson('docs', 'images', 'art', 'pics')
    setup(() => openDocument('docs/guide.md', ''))

    /** What the first question shows; it is dismissed without a trace. */
    async function prefilled(command = generate, argument?: vscode.Uri): Promise<string> {
      let value = ''
      ui.answer((pick) => {
        value = pick.value
        pick.hide()
      })
      await vscode.commands.executeCommand(command, argument)
      return value
    }

    test('stay when the focus leaves them', async () => {
      const stays: boolean[] = []
      const seen = wish('a patient fox').map((answer) => (pick: Pick) => {
        stays.push(pick.ignoreFocusOut)
        answer(pick)
      })
      ui.answer(...seen)
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(stays, [true, true, true, true])
      assert.deepEqual(await list('docs/images'), ['a-patient-fox.png'])
    })

    test('keep the prompt when they are dismissed, whichever one it is, until it is used', async () => {
      ui.answer((pick) => {
        pick.type('a draft of a fox')
        pick.hide()
      })
      await vscode.commands.executeCommand(generate)
      assert.equal(await prefilled(), 'a draft of a fox')
      ui.answer(...wish('a draft of an owl').slice(0, 3), (pick) => pick.hide())
      await vscode.commands.executeCommand(generate)
      assert.equal(await prefilled(), 'a draft of an owl')
      ui.answer((pick) => pick.accept(), ...wish('').slice(1))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('docs/images'), ['a-draft-of-an-owl.png'])
      assert.equal(await prefilled(), '')
    })

    test('keep the prompt on the way back', async () => {
      let value = ''
      const [prompt, ...options] = wish('a fox that comes back')
      ui.answer(
        prompt as PickAnswer,
        (pick) => pick.goBack(),
        (pick) => {
          value = pick.value
          pick.accept()
        },
        ...options,
      )
      await vscode.commands.executeCommand(generate)
      assert.equal(value, 'a fox that comes back')
      assert.deepEqual(await list('docs/images'), ['a-fox-that-comes-back.png'])
    })

    test('of an edit keep the prompt too', async () => {
      const image = await aImage('pics/fox.png')
      ui.answer(
        (pick) => {
          pick.type('make it night')
          pick.accept()
        },
        (pick) => pick.hide(),
      )
      await vscode.commands.executeCommand('fluxkit.editImage', image)
      assert.equal(await prefilled('fluxkit.editImage', image), 'make it night')
    })

    test('have a first row that does something: without a word, the last prompt', async () => {
      ui.answer(...wish('a fox to repeat'))
      await vscode.commands.executeCommand(generate)
      ui.answer((pick) => pick.accept(), ...wish('').slice(1))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('docs/images'), ['a-fox-to-repeat-2.png', 'a-fox-to-repeat.png'])
    })

    test('take your own size, and say while it is typed what is wrong with it', async () => {
      const complaints: (string | undefined)[] = []
      const [prompt, model, , count] = wish('a wide fox') as [PickAnswer, PickAnswer, PickAnswer, PickAnswer]
      ui.answer(
        prompt,
        model,
        (pick) => pick.accept(/Custom size/),
        (input) => {
          for (const size of ['1000', '1000x700', '1024 × 768']) {
            input.type(size)
            complaints.push(input.validationMessage)
          }
          input.accept()
        },
        count,
      )
      await vscode.commands.executeCommand(generate)
      assert.match(String(complaints[0]), /width × height/)
      assert.match(String(complaints[1]), /FLUX\.1 dev.*nearest is \d+ × \d+/)
      assert.equal(complaints[2], undefined)
      assert.deepEqual(await list('docs/images'), ['a-wide-fox.png'])
    })

    test('take a size that is typed into the list', async () => {
      const [prompt, model, , count] = wish('a typed fox') as [PickAnswer, PickAnswer, PickAnswer, PickAnswer]
      ui.answer(
        prompt,
        model,
        (pick) => {
          pick.type('1024x768')
          pick.accept(/1024 × 768$/)
        },
        count,
      )
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('docs/images'), ['a-typed-fox.png'])
    })

    test('let the name and the folder of the file be chosen', async () => {
      ui.dialogs.open = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri, 'art')
      const shown: (string | undefined)[] = []
      const complaints: (string | undefined)[] = []
      const [count = () => undefined] = wish('').slice(3)
      ui.answer(
        ...wish('a named fox').slice(0, 3),
        (pick) => pick.accept(/More options/),
        (pick) => {
          shown.push(...pick.items.map(({ description }) => description))
          pick.accept(/File name/)
        },
        (input) => {
          input.type('My/Fox.png')
          complaints.push(String((input.validationMessage as unknown as { message?: string })?.message))
          input.type('My Fox')
          input.accept()
        },
        (pick) => pick.accept(/Folder/),
        (pick) => pick.accept(/Continue/),
        count,
      )
      await vscode.commands.executeCommand(generate)
      assert.ok(shown.includes('a-named-fox') && shown.includes('one/docs/images'), shown.join())
      assert.match(complaints.join(), /My-Fox/)
      assert.deepEqual(await list('art'), ['My Fox.png'])
    })

    suite('without a token', () => {
      const name = 'ACEDATACLOUD_API_TOKEN'
      const token = process.env[name]
      setup(async () => {
        delete process.env[name]
      })
      teardown(async () => {
        process.env[name] = token
        const settings = vscode.workspace.getConfiguration('fluxkit')
        await settings.update('sandbox', undefined, vscode.ConfigurationTarget.Global)
      })

      test('begin with the ways to get on, and continue from there', async () => {
        const before = (await stats()).accepted
        let labels: string[] = []
        ui.answer(
          (pick) => {
            assert.equal(pick.ignoreFocusOut, true)
            labels = pick.items.map(({ label }) => label)
            pick.accept(/Use Sandbox/)
          },
          ...wish('a free fox'),
        )
        await vscode.commands.executeCommand(generate)
        assert.deepEqual(labels, ['$(beaker) Use Sandbox', '$(key) Enter Token', '$(link-external) Get a Token'])
        assert.deepEqual(await list('docs/images'), ['a-free-fox.png'])
        assert.equal((await stats()).accepted, before)
      })

      for (const way of ['Enter Token', 'Get a Token']) {
        test(`take a token in place and continue: ${way}`, async () => {
          const before = (await stats()).accepted
          const opened: string[] = []
          const { openExternal } = vscode.env
          vscode.env.openExternal = async (uri) => opened.push(uri.toString()) > 0
          try {
            const enter: PickAnswer = (input) => {
              input.type('a-good-token')
              input.accept()
            }
            ui.answer((pick) => pick.accept(new RegExp(way)), enter, ...wish('a fox with a token'))
            await vscode.commands.executeCommand(generate)
          } finally {
            vscode.env.openExternal = openExternal
            await vscode.commands.executeCommand('fluxkit.removeToken')
          }
          const page = 'https://platform.acedata.cloud/console/applications'
          assert.deepEqual(opened, way === 'Get a Token' ? [page] : [])
          assert.deepEqual(await list('docs/images'), ['a-fox-with-a-token.png'])
          assert.equal((await stats()).accepted, before + 1)
        })
      }

      test('submit nothing when they are dismissed', async () => {
        ui.answer((pick) => pick.hide())
        await vscode.commands.executeCommand(generate)
        assert.deepEqual(await list('docs/images'), [])
        assert.deepEqual(ui.messages, [])
      })
    })
  })
}
