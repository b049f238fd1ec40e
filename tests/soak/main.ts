// `npm run soak`: 10,000 submissions through one client, faults on; `--jobs 2000` for another number. Ends with an error
// when a submission was lost or wrongly charged, or when the heap has grown.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseArgs } from 'node:util'
import { startSoak } from './soak.ts'

/** Code that was compiled meanwhile, and what V8 keeps back; one lost task of 10,000 is some 2 kB. */
const noiseBytes = 4e6

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '10000' } } })
setFlagsFromString('--expose-gc')
const recover = runInNewContext('gc') as () => void

async function heapBytes(): Promise<number> {
  // Sockets and finalizers need turns of the event loop between two collections.
  for (let round = 0; round < 4; round++) {
    recover()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return process.memoryUsage().heapUsed
}

const handles = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

await using soak = await startSoak()
// As many as are remembered on purpose (durations, callbacks), and enough for the compiler.
await soak.run(1_000)
const before = await heapBytes()
const startedMs = performance.now()
const report = await soak.run(Number(values.jobs))
const seconds = (performance.now() - startedMs) / 1_000
const after = await heapBytes()

const { ends, surprises, wrongCharges } = report
print(
  `${report.jobs} submissions in ${seconds.toFixed(1)} s, ${report.requests} requests, ${report.faultsInjected} faults`,
)
print(
  `Ends: ${Object.entries(ends)
    .map(([end, count]) => `${count} ${end}`)
    .join(', ')}`,
)
print(`Not as they must end: ${surprises.length}; charged twice or wrongly: ${wrongCharges.length}`)
for (const line of [...surprises, ...wrongCharges].slice(0, 20)) print(`  ${line}`)
print(`Heap: ${mb(before)} before, ${mb(after)} after; timers left: ${handles()}`)
const grown = after - before > noiseBytes
if (grown) print('The heap has grown.')
if (surprises.length > 0 || wrongCharges.length > 0 || grown) process.exitCode = 1

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
