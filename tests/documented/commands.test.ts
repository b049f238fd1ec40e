import { describe, expect, test } from 'vitest'
import { commandsOf } from './command-blocks.ts'
import { documentedCommands } from './documented-files.ts'
import { howToRun, runs } from './how-to-run.ts'

describe('the commands of a page', () => {
  test('are the lines of its shell blocks, without comments', () => {
    const text = [
      'npm run not-this',
      '```sh',
      'npm start     # makes an image',
      '# a comment',
      '',
      "jq '.files[0]'",
      '```',
      '```ts',
      'npm run nor-this',
      '```',
      '  ```bash',
      '  npm test',
      '  ```',
    ].join('\r\n')
    expect(commandsOf('README.md', text)).toEqual([
      { file: 'README.md', line: 3, command: 'npm start' },
      { file: 'README.md', line: 6, command: "jq '.files[0]'" },
      { file: 'README.md', line: 12, command: 'npm test' },
    ])
  })

  test('keep a # that is part of a word', () => {
    expect(commandsOf('a.md', '```sh\nopen x#y\n```')).toEqual([{ file: 'a.md', line: 2, command: 'open x#y' }])
  })
})

test('each documented command is run by CI, or says what runs it', () => {
  const commands = documentedCommands()
  expect(commands.map(({ command }) => command)).toContain('npm start -- edit cat.jpg "make it night"')
  const unknown = commands.filter(({ command }) => howToRun(command) === undefined)
  expect(unknown.map(({ file, line, command }) => `${file}:${line}: ${command}`)).toEqual([])
})

test('no rule is left for a command that is no longer documented', () => {
  const used = new Set(documentedCommands().map(({ command }) => howToRun(command)))
  expect(runs.filter((run) => !used.has(run)).map((run) => String(run.command))).toEqual([])
})
