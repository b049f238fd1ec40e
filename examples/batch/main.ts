// Makes one image for each line of a file, a few at a time, and continues where it stopped when it is started again:
//   node main.ts prompts.txt
import { readFileSync } from 'node:fs'
import { createFluxClient, isFluxError, type NodeFluxClient } from '@fluxkit/core/node'
import { openJournal, type Journal } from './journal.ts'

const concurrency = 16

const { ACEDATACLOUD_API_TOKEN: token = '', ACEDATACLOUD_API_BASE_URL: baseUrl } = process.env
const [promptsPath = 'prompts.txt'] = process.argv.slice(2)
const lines = readFileSync(promptsPath, 'utf8').split('\n')
const prompts = [...new Set(lines.map((line) => line.trim()).filter(Boolean))]
const journal = openJournal(`${promptsPath}.journal.ndjson`)
const flux = createFluxClient({ token, baseUrl })

const queue = prompts.values()
await Promise.all(Array.from({ length: concurrency }, () => work()))
await flux.close()

const inState = (state: string): string[] => prompts.filter((prompt) => stateOf(prompt) === state)
for (const state of new Set(prompts.map(stateOf))) console.log(`${state}: ${inState(state).length}`)
for (const prompt of inState('submitting')) {
  console.log(`Outcome unknown, not submitted again: line ${lines.indexOf(prompt) + 1}`)
}

function stateOf(prompt: string): string {
  return journal.latest(prompt)?.state ?? 'open'
}

async function work(): Promise<void> {
  for (const prompt of queue) {
    try {
      await makeImage(flux, journal, prompt)
    } catch (error) {
      // Anything else may have been paid for: it is taken up, or reported, next time.
      if (!isFluxError(error)) throw error
      if (error.code === 'task_failed') journal.write({ prompt, state: 'failed', code: error.code })
      else if (error.charged === 'no') journal.write({ prompt, state: 'refused', code: error.code })
      console.error(error.message)
    }
  }
}

async function makeImage(client: NodeFluxClient, log: Journal, prompt: string): Promise<void> {
  const known = log.latest(prompt)
  // Found mid-submission: nobody knows whether it was paid for. A user has to look, not a program.
  if (known?.state === 'saved' || known?.state === 'failed' || known?.state === 'submitting') return

  let task = known?.state === 'submitted' ? known : undefined
  if (!task) {
    log.write({ prompt, state: 'submitting' })
    const { id, submittedAtMs } = await client.submit({ action: 'generate', prompt, size: '256x256' })
    task = { prompt, state: 'submitted', taskId: id, submittedAtMs }
    log.write(task)
  }
  const { taskId, submittedAtMs } = task
  const { images } = await client.tasks.wait(taskId, { model: 'flux-dev', submittedAtMs })
  for (const { url } of images) {
    const { path } = await client.images.save(url, { directory: 'images', name: prompt, taskId })
    log.write({ prompt, state: 'saved', path })
  }
}
