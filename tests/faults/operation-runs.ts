import type { FluxClient } from '@fluxkit/core'
import type { Fault } from '@fluxkit/simulator'
import { callbackHost } from '../support/callback-host.ts'
import type { Lab } from '../support/lab.ts'
import { tinyPng } from '../support/tiny-png.ts'
import type { Operation } from './scenarios.ts'

/** A wait that nothing ends is given up after this time of the lab's clock. */
const waitDeadlineMs = 120_000

const fox = { action: 'generate', prompt: 'a red fox', size: '256x256' } as const

/**
 * What is made ready before the fault comes into force; then the operation itself, which rejects with what core throws
 * and otherwise may say how it came to its end.
 */
type Preparation = (lab: Lab, fault: Fault) => Promise<() => Promise<string | undefined>>

const waitLimits = { deadlineMs: waitDeadlineMs }

/** Waits for all of them, then throws the first failure if there is one. */
async function waitForAll(client: FluxClient, ids: readonly string[]): Promise<undefined> {
  const failed: unknown[] = []
  for await (const event of client.tasks.watch(ids, waitLimits)) {
    if (event.type === 'failed') failed.push(event.error)
  }
  if (failed.length > 0) throw new SomeFailed(failed, ids.length)
}

/** Some of several tasks failed. */
export class SomeFailed extends Error {
  readonly errors: readonly unknown[]
  readonly of: number

  constructor(errors: readonly unknown[], of: number) {
    super(`${errors.length} of ${of} failed.`)
    this.errors = errors
    this.of = of
  }
}

/** Faults of the task are decided when it is submitted, all others when a request comes. */
function isOfTheTask({ operation }: Fault): boolean {
  return operation === 'submit'
}

export const preparations: Readonly<Record<Operation, Preparation>> = {
  'submit-sync': async (lab, fault) => {
    lab.simulator.faults.add(fault)
    return () => silently(lab.client.generate(fox, { mode: 'sync' }))
  },
  'submit-async': async (lab, fault) => {
    lab.simulator.faults.add(fault)
    return () => silently(lab.client.submit(fox))
  },
  'submit-callback': async (lab, fault) => {
    lab.simulator.faults.add(fault)
    return async () => {
      await using host = await callbackHost(lab.client, lab.clock)
      const task = await lab.client.submit({ ...fox, callbackUrl: await host.urlFor('job-1') })
      await lab.client.tasks.wait(task.id, { ...task, ...waitLimits })
      const hasCome = host.received.some(({ status, body }) => status === 200 && body['task_id'] === task.id)
      return hasCome ? 'the callback ends the wait' : 'polling finds the end'
    }
  },
  wait: async (lab, fault) => {
    if (isOfTheTask(fault)) lab.simulator.faults.add(fault)
    const { id } = await lab.settle(lab.client.submit(fox))
    if (!isOfTheTask(fault)) lab.simulator.faults.add(fault)
    return () => silently(lab.client.tasks.wait(id, waitLimits))
  },
  batch: async (lab, fault) => {
    const ids: string[] = []
    // The second of three has the fault, where it is one of a task.
    if (isOfTheTask(fault)) lab.simulator.faults.add({ ...fault, prompt: 'second' })
    for (const name of ['first', 'second', 'third']) {
      ids.push((await lab.settle(lab.client.submit({ ...fox, prompt: `the ${name} fox` }))).id)
    }
    if (!isOfTheTask(fault)) lab.simulator.faults.add(fault)
    return () => waitForAll(lab.client, ids)
  },
  download: async (lab, fault) => {
    const { taskId, images } = await lab.settle(lab.client.generate(fox))
    lab.simulator.faults.add(fault)
    return () => silently(lab.client.images.download(images[0]?.url ?? '', { taskId }))
  },
  upload: async (lab, fault) => {
    lab.simulator.faults.add(fault)
    return () => silently(lab.client.files.upload({ bytes: tinyPng, name: 'cat.png' }))
  },
}

async function silently(work: Promise<unknown>): Promise<undefined> {
  await work
}
