import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import type { PickAnswer } from './scripted-ui.ts'
import { list, openDocument, remove, root, wish } from './support.ts'
import { withPerson } from './with-person.ts'

const generate = 'fluxkit.generateImage'

export function defineSite(): void {
  suite('A site', () => {
    const ui = withPerson('site')
    teardown(() => remove('site'))

    /** Each test uses a new site, because answers are remembered. */
    async function page(folder: string, config: string, path: string, text = ''): Promise<vscode.TextDocument> {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root(), 'site', folder, config), new Uint8Array())
      return (await openDocument(`site/${folder}/${path}`, text)).document
    }

    test('is asked about once: its images are saved where it serves them, with links from its root', async () => {
      const document = await page('docusaurus', 'docusaurus.config.ts', 'docs/guide.md')
      let title: string | undefined
      ui.answer(...wish('a red fox'), (pick) => {
        title = pick.title
        pick.accept(/static\/img/)
      })
      await vscode.commands.executeCommand(generate)
      assert.equal(title, 'Where should the images of this Docusaurus site go?')
      ui.answer(...wish('an owl'))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('site/docusaurus/static/img'), ['a-red-fox.png', 'an-owl.png'])
      assert.equal(document.getText(), '![a red fox](/img/a-red-fox.png)![an owl](/img/an-owl.png)')
    })

    test('whose images stay beside the document has relative links', async () => {
      const document = await page('hugo', 'hugo.toml', 'content/guide.md')
      const beside: PickAnswer = (pick) => pick.accept(/Next to the document/)
      ui.answer(...wish('a red fox'), beside, ...wish('an owl'))
      await vscode.commands.executeCommand(generate)
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('site/hugo/content/images'), ['a-red-fox.png', 'an-owl.png'])
      assert.equal(document.getText(), '![a red fox](images/a-red-fox.png)![an owl](images/an-owl.png)')
    })

    for (const [config, folder, images] of [
      ['docusaurus.config.js', 'static', 'img'],
      ['hugo.yaml', 'static', 'images'],
      ['next.config.mjs', 'public', 'images'],
      ['vite.config.ts', 'public', 'images'],
      ['astro.config.mjs', 'public', 'images'],
      ['_config.yml', '.', 'assets/images'],
    ] as const) {
      test(`has links that begin with / read and written as of ${folder} (${config})`, async () => {
        const text = '![a red fox](/img/fox.png)'
        const document = await page(`p-${config}`, config, 'docs/guide.md', text)
        await vscode.commands.executeCommand('fluxkit.fillPlaceholder', document.uri.toString(), 3)
        assert.deepEqual(await list(`site/p-${config}/${folder}/img`), ['fox.png'])
        assert.equal(document.getText(), text)
        ui.answer(...wish('an owl'), (pick) => pick.accept(new RegExp(`${images}$`)))
        await vscode.commands.executeCommand(generate)
        assert.ok((await list(`site/p-${config}/${folder}/${images}`)).includes('an-owl.png'))
        assert.equal(document.getText(), `${text}![an owl](/${images}/an-owl.png)`)
      })
    }

    test('whose folder a setting names is not asked about', async () => {
      const { document } = await openDocument('site/own/guide.md', '')
      const settings = vscode.workspace.getConfiguration('fluxkit', document.uri)
      await settings.update('siteFolder', 'site/own/web', vscode.ConfigurationTarget.WorkspaceFolder)
      try {
        ui.answer(...wish('a red fox'))
        await vscode.commands.executeCommand(generate)
        assert.deepEqual(await list('site/own/web/images'), ['a-red-fox.png'])
        assert.equal(document.getText(), '![a red fox](/images/a-red-fox.png)')
      } finally {
        await settings.update('siteFolder', undefined, vscode.ConfigurationTarget.WorkspaceFolder)
      }
    })
  })
}
