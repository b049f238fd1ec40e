import type { FluxError } from '@fluxkit/core'
import { aBatch, aRunningTask } from '@fluxkit/core/testing'
import type { Fault } from '@fluxkit/simulator'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import type { RawLab } from '../requirement.ts'
import { failure, type Script } from '../script.ts'
import { fox } from './raw-tasks.ts'

export const finished = { finished_at: 1736304679.439, elapsed: 9.6 }

/** What core makes of one poll of a task. */
export async function poll(script: Script, fields: Record<string, unknown>): Promise<string> {
  const { client } = script([{ body: aRunningTask('task-1', fields) }])
  const { state, error } = await client.tasks.get('task-1')
  return error ? `${state}: ${error.summary}` : state
}

/** How a task with a fault stands, seen through core, `ms` after its submission. */
export async function stateAfter(
  { client, simulator, settle, wait }: Lab,
  fault: Fault | undefined,
  ms: number,
): Promise<string> {
  if (fault) simulator.faults.add(fault)
  const { id } = await settle(client.submit(fox))
  await wait(ms)
  const { state, error } = await settle(client.tasks.get(id))
  simulator.faults.clear()
  return error ? `${state}: ${error.summary}` : state
}

/** The task itself, as raw JSON. */
export async function taskAfter(
  { post, simulator, wait }: RawLab,
  fault: Fault | undefined,
  ms: number,
): Promise<unknown> {
  if (fault) simulator.faults.add(fault)
  const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
  await wait(ms)
  simulator.faults.clear()
  return (await post('/flux/tasks', { action: 'retrieve', id })).json()
}

export const image = { data: [{ image_url: expect.any(String) as string }] }

/** A task that shows the same on every poll: how long its wait takes, and what it comes to. */
export async function waitFor(script: Script, fields: Record<string, unknown>): Promise<readonly [FluxError, number]> {
  const { client, clock, settle } = script(
    Array.from({ length: 99 }, () => ({ body: aBatch(aRunningTask('task-1', fields)) })),
  )
  const startMs = clock.now()
  return [await settle(failure(client.tasks.wait('task-1'))), clock.now() - startMs]
}

export const withoutImage = { code: 'finished_without_image', summary: 'The task finished without an image.' }
