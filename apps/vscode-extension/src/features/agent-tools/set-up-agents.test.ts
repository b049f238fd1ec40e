import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { beforeEach, expect, test, vi } from 'vitest'
import { agentClients } from '../../model/agent-clients.ts'
import type { Programs } from '../../platform/programs.ts'

const messages: string[] = []
const details: string[] = []
let presses: readonly string[] = []
let picked = 'Cursor'
const folders = [{ uri: { scheme: 'file', fsPath: '/ws' } }]
const workspace = { isTrusted: true, workspaceFolders: folders as typeof folders | undefined }

vi.mock('vscode', () => {
  const show = async (message: string, ...rest: unknown[]): Promise<string | undefined> => {
    messages.push(message)
    const [options] = rest
    if (typeof options === 'object') details.push((options as { detail: string }).detail)
    return presses.find((button) => rest.includes(button))
  }
  return {
    ProgressLocation: { Notification: 15 },
    env: { language: 'en' },
    workspace,
    window: {
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      showQuickPick: async (items: readonly { label: string }[]) => items.find(({ label }) => label === picked),
      withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
        work({}, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
    },
  }
})
const { setUpAgents } = await import('./set-up-agents.ts')

const find = vi.fn<Programs['find']>()
const run = vi.fn<Programs['run']>()
const calls = () => run.mock.calls.map(([program, args, cwd]) => [program, ...args, `in ${cwd}`].join(' '))

beforeEach(() => {
  vi.clearAllMocks()
  messages.length = 0
  details.length = 0
  presses = []
  picked = 'Cursor'
  workspace.isTrusted = true
  workspace.workspaceFolders = folders
  find.mockImplementation(async (name) => (name === 'fluxkit-server' ? '/bin/fluxkit-server' : undefined))
  run.mockImplementation(async (_program, args) => ({
    isOk: true,
    text: args.includes('--write') ? 'Wrote /home/mcp.json.\nEnable the server.' : 'Cursor: add this …',
  }))
})

test('shows what would be written, and writes nothing without consent', async () => {
  await setUpAgents({ find, run })
  expect(details).toEqual(['Cursor: add this …'])
  expect(calls()).toEqual([`/bin/fluxkit-server install cursor in ${homedir()}`])
})

test('writes it once the user agrees, and says what to do next', async () => {
  presses = ['Write']
  await setUpAgents({ find, run })
  expect(calls()[1]).toBe(`/bin/fluxkit-server install cursor --write in ${homedir()}`)
  expect(messages.at(-1)).toBe('Wrote /home/mcp.json. Enable the server.')
})

test('an agent that is configured per folder is set up in the open one', async () => {
  picked = 'Claude Code'
  await setUpAgents({ find, run })
  expect(calls()).toEqual(['/bin/fluxkit-server install claude-code in /ws'])
  workspace.workspaceFolders = undefined
  await setUpAgents({ find, run })
  expect(messages.at(-1)).toBe('Claude Code is set up per folder. Open a folder first.')
  expect(run).toHaveBeenCalledTimes(1)
})

test.each([
  [[], 0],
  [['Run with npx'], 1],
])('a server that is not installed is run with npx only if the user agrees: %j', async (buttons, runs) => {
  find.mockImplementation(async (name) => (name === 'npx' ? '/bin/npx' : undefined))
  presses = buttons
  await setUpAgents({ find, run })
  expect(calls()).toEqual([`/bin/npx -y @fluxkit/server install cursor in ${homedir()}`].slice(0, runs))
})

test('without Node.js it says what is missing', async () => {
  find.mockResolvedValue(undefined)
  await setUpAgents({ find, run })
  expect(messages).toEqual(['The Fluxkit server needs Node.js 22.12 or newer, which isn’t on this machine.'])
})

test('shows a failure of the server, and writes nothing', async () => {
  run.mockResolvedValue({ isOk: false, text: '/home/mcp.json: It isn’t valid JSON of the expected form.' })
  presses = ['Write']
  await setUpAgents({ find, run })
  expect(messages).toEqual(['Cursor couldn’t be set up: /home/mcp.json: It isn’t valid JSON of the expected form.'])
  expect(run).toHaveBeenCalledTimes(1)
})

test('in an untrusted workspace searches for no program and runs none', async () => {
  workspace.isTrusted = false
  await setUpAgents({ find, run })
  expect([find, run].map((each) => each.mock.calls.length)).toEqual([0, 0])
})

test('the agents are those that the server knows, under its names', () => {
  const clients = readFileSync(new URL('../../../../server/src/install/clients.ts', import.meta.url), 'utf8')
  const list = /clientIds = \[([^\]]*)\]/.exec(clients)?.[1] ?? ''
  const ids = [...list.matchAll(/'([^']+)'/g)].map(([, id]) => id)
  expect(ids.length).toBeGreaterThan(5)
  expect(Object.keys(agentClients)).toEqual(ids)
  for (const title of Object.values(agentClients)) expect(clients).toContain(`title: '${title}'`)
})
