import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { scriptUi } from './scripted-ui.ts'
import { aImage, addFault, clearFaults, closeEditors, eventually, list, read, remove, stats } from './support.ts'

function call(name: string, input: object, token?: vscode.CancellationToken): Thenable<vscode.LanguageModelToolResult> {
  return vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token)
}

function textOf(result: vscode.LanguageModelToolResult): string {
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('')
}

export function defineAgentTools(): void {
  suite('Tools of agents', () => {
    setup(async () => {
      await closeEditors()
      await remove('images')
      await remove('art')
    })
    teardown(clearFaults)

    test('are there, with their schemas', () => {
      const names = vscode.lm.tools.map((tool) => tool.name).filter((name) => name.startsWith('fluxkit_'))
      assert.deepEqual(names.toSorted(), ['fluxkit_edit_image', 'fluxkit_generate_image'])
    })

    test('generate returns path, link and a preview, and never base64 in the text', async () => {
      const result = await call('fluxkit_generate_image', { prompt: 'a red fox' })
      assert.match(textOf(result), /^Saved one\/images\/a-red-fox\.png \(1024x1024\), link .*!\[a red fox\]\(/)
      assert.ok(textOf(result).length < 500)
      assert.equal(result.content.length, 2)
      assert.deepEqual(await list('images'), ['a-red-fox.png'])
    })

    test('a preview of a larger image is at most 1024 pixels wide', async () => {
      const result = await call('fluxkit_generate_image', { prompt: 'a wide fox', size: '1440x736' })
      const part = result.content[1] as { data: Uint8Array }
      const view = new DataView(part.data.buffer, part.data.byteOffset)
      assert.deepEqual([view.getUint32(16), view.getUint32(20)], [720, 368])
    })

    test('a preview of a JPEG is a JPEG', async () => {
      await addFault({ kind: 'image-jpeg', times: 1 })
      const result = await call('fluxkit_generate_image', { prompt: 'a jpeg fox' })
      const part = result.content[1] as { data: Uint8Array; mimeType: string }
      assert.deepEqual([part.mimeType, part.data[0], part.data[1]], ['image/jpeg', 0xff, 0xd8])
    })

    test('a path that the agent chose is used, and never overwritten', async () => {
      await call('fluxkit_generate_image', { prompt: 'a red fox', path: 'one/art/Fox.png' })
      await call('fluxkit_generate_image', { prompt: 'a red fox', path: 'one/art/Fox.png' })
      assert.deepEqual(await list('art'), ['Fox-2.png', 'Fox.png'])
    })

    for (const path of ['/etc/fox.png', '../../fox.png', 'C:\\fox.png']) {
      test(`a path outside of the workspace is refused: ${path}`, async () => {
        await assert.rejects(
          Promise.resolve(call('fluxkit_generate_image', { prompt: 'a', path })),
          /relative to the workspace/,
        )
      })
    }

    test('wrong input is reported before anything is submitted', async () => {
      const before = (await stats()).accepted
      await assert.rejects(
        Promise.resolve(call('fluxkit_generate_image', { prompt: 'a fox', size: '17:3', model: 'flux-dev' })),
        /nearest/,
      )
      await assert.rejects(Promise.resolve(call('fluxkit_generate_image', { prompt: 'a fox', count: 99 })), /count/)
      assert.equal((await stats()).accepted, before)
    })

    test('edit changes a file of the workspace', async () => {
      await aImage('art/owl.png')
      const result = await call('fluxkit_edit_image', { prompt: 'make it night', image: 'one/art/owl.png' })
      assert.match(textOf(result), /one\/art\/owl-edited\.png/)
    })

    test('an error says what to do next', async () => {
      await addFault({ kind: 'reset-after', operation: 'submit', times: 1 })
      await addFault({ kind: 'empty-list', operation: 'poll' })
      await assert.rejects(
        Promise.resolve(call('fluxkit_generate_image', { prompt: 'a lost fox' })),
        /(?:may have been charged|don’t know whether it was charged).*Do not call again unless the user asks for it/s,
      )
    })

    test('cancelling stops the wait and leaves the result to be collected', async () => {
      // Its result isn't there until the wait was cancelled.
      await addFault({ kind: 'slow', operation: 'poll', ms: 3_600_000 })
      const source = new vscode.CancellationTokenSource()
      const before = (await stats()).faultsInjected
      const result = Promise.resolve(call('fluxkit_generate_image', { prompt: 'a cancelled fox' }, source.token))
      const refused = assert.rejects(result)
      await eventually('the first poll', async () => (await stats()).faultsInjected > before)
      source.cancel()
      await refused
      assert.deepEqual(await list('images'), [])
    })

    test('the limit for agents holds, whatever dialogs were approved', async () => {
      const settings = vscode.workspace.getConfiguration('fluxkit')
      await settings.update('limit.agentPicturesPerSession', 0, vscode.ConfigurationTarget.Global)
      try {
        await assert.rejects(
          Promise.resolve(call('fluxkit_generate_image', { prompt: 'one more' })),
          /limit of this session.*Do not call again/s,
        )
      } finally {
        await settings.update('limit.agentPicturesPerSession', undefined, vscode.ConfigurationTarget.Global)
      }
    })
  })

  suite('Other agents', () => {
    test('are set up by the server on the PATH: what it would write is shown, and written once a user agrees', async () => {
      const ui = scriptUi()
      const folder = await mkdtemp(join(tmpdir(), 'fluxkit-path-'))
      const path = process.env['PATH'] ?? ''
      try {
        const script = '#!/bin/sh\ncase "$*" in *--write) echo "$*" > .mcp.json;; esac\necho "said: $*"\n'
        await writeFile(join(folder, 'fluxkit-server'), script)
        await chmod(join(folder, 'fluxkit-server'), 0o755)
        process.env['PATH'] = `${folder}:${path}`
        await vscode.commands.executeCommand('fluxkit.setUpAgents')
        assert.deepEqual(ui.messages, ['Write this to the configuration of Claude Code?'])
        assert.equal((await list('.')).includes('.mcp.json'), false)
        ui.press(/Write this to/, 'Write')
        await vscode.commands.executeCommand('fluxkit.setUpAgents')
        assert.equal(ui.messages.at(-1), 'said: install claude-code --write')
        assert.equal(new TextDecoder().decode(await read('.mcp.json')), 'install claude-code --write\n')
        assert.deepEqual(ui.fleeting, [])
      } finally {
        process.env['PATH'] = path
        ui.restore()
        await remove('.mcp.json')
        await rm(folder, { recursive: true })
      }
    })
  })
}
