import { systemClock } from '@fluxkit/core/node'
import { createLog } from '../ops/log.ts'
import { openStore } from '../open-store.ts'
import { type CommandHost, OperatorError, type OperatorCommand } from './command.ts'
import { checkThere, dataFiles } from './data-files.ts'

export const adopt: OperatorCommand = {
  name: 'adopt',
  usage: 'adopt JOB TASK',
  summary: 'give a job whose submission was lost its task, as the usage page shows it',
  needs: [],
  run: runAdopt,
}

async function runAdopt({ config, args, print, now }: CommandHost): Promise<void> {
  const [job, task] = args
  if (job === undefined || task === undefined) {
    throw new OperatorError('Name the job (the reference in its message) and the task: adopt JOB TASK')
  }
  if (config.DATABASE_URL === undefined) checkThere(dataFiles(config).database)
  const store = await openStore(config, systemClock, createLog('silent', []))
  try {
    const answer = await store.durable.adopt(job, { id: task, via: 'person', atMs: Math.round(now()) })
    if (answer === 'adopted') print(`Job ${job} has task ${task} now. The bot delivers it as soon as it runs.`)
    else throw new OperatorError(refusals[answer])
  } finally {
    await store.close()
  }
}

const refusals = {
  absent: 'There is no such job.',
  other: 'The job has another task already. Nothing was changed.',
  taken: 'The task belongs to another job already. Nothing was changed.',
} as const
