import assert from 'node:assert/strict'
import { type ScriptedUi, scriptUi } from './scripted-ui.ts'
import { clearFaults, closeEditors, remove } from './support.ts'

/**
 * For the tests of a suite: the user is a new script for each test, and these folders of both roots are removed first. No
 * question may go when the focus leaves it.
 *
 * @returns The user of the running test.
 */
export function withPerson(...folders: readonly string[]): ScriptedUi {
  let current: ScriptedUi | undefined
  setup(async () => {
    current = scriptUi()
    await Promise.all([0, 1].flatMap((root) => folders.map((folder) => remove(folder, root))))
  })
  teardown(async () => {
    const fleeting = current?.fleeting
    current?.restore()
    current = undefined
    await clearFaults()
    await closeEditors()
    assert.deepEqual(fleeting, [])
  })
  return new Proxy({} as ScriptedUi, {
    get(_target, name: keyof ScriptedUi) {
      if (current === undefined) throw new Error('There is a person only within a test.')
      return current[name]
    },
  })
}
