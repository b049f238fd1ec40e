import { expect, test } from 'vitest'
import { readStartupTimes } from './startup-times.ts'

const table = `
## Extension Activation Stats
| Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
| --------- | ----- | --------- | ------------- | --------------- | ----- | -- |
| vscode.git-base | false | 12 | 3 | 1 | * | vscode.git-base |
| fluxkit.empty | false | 42 | 0 | 3 | onStartupFinished | fluxkit.empty |
| fluxkit.fluxkit | false | 55 | 4 | 0 | onStartupFinished | fluxkit.fluxkit |

## Raw Perf Marks
| http://127.0.0.1:43005/fluxkit.fluxkit/media/activity.svg | 263.4 |
`

test('the times to load and to activate are read for every extension', () => {
  expect([...readStartupTimes(table)]).toEqual([
    ['vscode.git-base', { loadMs: 12, activateMs: 3 }],
    ['fluxkit.empty', { loadMs: 42, activateMs: 0 }],
    ['fluxkit.fluxkit', { loadMs: 55, activateMs: 4 }],
  ])
})

test('a page without the table has none', () => {
  expect(readStartupTimes('').size).toBe(0)
})
