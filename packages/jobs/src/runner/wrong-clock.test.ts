import { type Clock, FluxError } from '@fluxkit/core'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { FluxService } from '../ports/service.ts'
import type { JobStore } from '../stores/job-store.ts'
import { pause } from './pause.ts'
import { aProcess, aWorld, hour, jobOf, minute, opened, rarely, second, type World } from './fixtures/a-process.ts'

const day = 24 * hour

/** The wall clock of a machine, which somebody or something sets; timers run on. */
interface WallClock extends Clock {
  wrongByMs: number
}

function aWallClock({ clock }: World): WallClock {
  return {
    wrongByMs: 0,
    now() {
      return clock.now() + this.wrongByMs
    },
    setTimer: (callback, delayMs) => clock.setTimer(callback, delayMs),
  }
}

/** What keeps a paid image away for a while. */
const troubles = ['image host', 'task', 'network', 'list'] as const
type Trouble = (typeof troubles)[number]

/** A world in which a paid image can't be fetched while the trouble lasts. */
function aTroubledWorld(options: Parameters<typeof aWorld>[0] = {}): World & { trouble: Trouble | undefined } {
  const state: { trouble: Trouble | undefined } = { trouble: undefined }
  const world = aWorld({
    download: () => (state.trouble === 'image host' ? 'fail' : 'ok'),
    knows: () => state.trouble !== 'task',
    receive: () => (state.trouble === 'list' ? 'lose' : 'accept'),
    canList: () => state.trouble !== 'list',
    ...options,
  })
  const flux = { ...world.flux }
  const reached = (): void => {
    if (state.trouble === 'network') throw new Error('The network is down.')
  }
  Object.assign(world.flux, {
    check: async (...args: Parameters<FluxService['check']>) => (reached(), flux.check(...args)),
    wait: async (...args: Parameters<FluxService['wait']>) => (reached(), flux.wait(...args)),
  })
  return Object.assign(state, world)
}

describe('a clock that is wrong for hours and then set right', () => {
  test.each([
    ['a year ahead', 400 * day],
    ['a year behind', -400 * day],
    ['a day ahead', day],
    ['a week behind', -7 * day],
  ])('and was %s leaves the paid image to the next automatic check', async (_, wrongByMs) => {
    const world = aTroubledWorld()
    const clock = aWallClock(world)
    const process = aProcess(world, {}, { clock, ...rarely })
    process.runner.watch({ app: 'test', everyMs: hour })
    world.trouble = 'image host'
    void (await opened(process)).run({ waitMs: minute })
    await world.clock.advance(minute)
    clock.wrongByMs = wrongByMs
    await world.clock.advance(5 * hour)
    clock.wrongByMs = 0
    world.trouble = undefined
    await world.clock.advance(day + 2 * hour)
    expect(await jobOf(world)).toMatchObject({ end: { kind: 'done' } })
    expect(world.flux.tasks).toHaveLength(1)
  })

  test('doesn’t keep a job away that could not be worked on meanwhile', async () => {
    const world = aWorld()
    const clock = aWallClock(world)
    let isMounted = false
    const serviceFor = async (): Promise<World['flux']> => {
      if (!isMounted) throw new Error('The folder with the token is not mounted.')
      return world.flux
    }
    const process = aProcess(world, { serviceFor, confirm: async () => 'submit' }, { clock, ...rarely })
    clock.wrongByMs = 400 * day
    await (await opened(process)).release()
    process.runner.watch({ app: 'test', everyMs: minute })
    await world.clock.advance(5 * minute)
    clock.wrongByMs = 0
    isMounted = true
    await world.clock.advance(10 * minute)
    expect(await jobOf(world)).toMatchObject({ end: { kind: 'done' } })
  })

  test('and is set back during a check doesn’t delay the work on other jobs', async () => {
    const world = aWorld()
    const clock = aWallClock(world)
    const checks: number[] = []
    const download: FluxService['download'] = async () => {
      await pause(world.clock, second, new AbortController().signal)
      if (checks.push(clock.now()) === 9) clock.wrongByMs = -2 * day
      throw new FluxError('image_unavailable', 'Gone.')
    }
    // Nothing but the next pass over the records finds a job.
    const store: JobStore = { ...world.store }
    delete store.changes
    const serviceFor = async (): Promise<FluxService> => ({ ...world.flux, download })
    const process = aProcess({ ...world, store }, { serviceFor, confirm: async () => 'submit' }, { clock, ...rarely })
    await (await opened(process)).release()
    process.runner.watch({ app: 'test', everyMs: minute, troubleMs: second })
    while (checks.length < 9) await world.clock.advance(minute)
    await (await opened(aProcess({ ...world, store }, {}, { clock }), { id: 'job-2' })).release()
    await world.clock.advance(2 * minute)
    expect(await jobOf(world, 'job-2')).toMatchObject({ task: { id: 'task-2' } })
  })
})

describe('a clock that is set back during a run', () => {
  test('doesn’t keep the run waiting for another process', async () => {
    const world = aWorld({ answerMs: 30 * day })
    void (await opened(aProcess(world, {}, rarely))).run()
    const clock = aWallClock(world)
    const run = aProcess(world, {}, { clock, ...rarely }).runner.run('job-1', { patienceMs: 10 * second })
    await world.clock.advance(5 * second)
    clock.wrongByMs = -400 * day
    await world.clock.advance(11 * second)
    expect(await Promise.race([run, Promise.resolve('waiting')])).toMatchObject({ why: 'held' })
  })

  test('doesn’t keep the run in trouble for longer than it may last', async () => {
    const world = aTroubledWorld()
    const clock = aWallClock(world)
    world.trouble = 'image host'
    const run = (await opened(aProcess(world, {}, { clock, ...rarely }))).run({ waitMs: 2 * minute })
    await world.clock.advance(30 * second)
    clock.wrongByMs = -400 * day
    await world.clock.advance(10 * minute)
    expect(await Promise.race([run, Promise.resolve('waiting')])).toMatchObject({ why: 'resting' })
  })

  test('ends a run that gives its turn to others when it is in trouble', async () => {
    const world = aTroubledWorld()
    const clock = aWallClock(world)
    world.trouble = 'image host'
    const run = (await opened(aProcess(world, {}, { clock, ...rarely }))).run({ waitMs: hour, troubleMs: 2 * minute })
    await world.clock.advance(30 * second)
    clock.wrongByMs = -400 * day
    await world.clock.advance(10 * minute)
    expect(await Promise.race([run, Promise.resolve('waiting')])).toMatchObject({ why: 'resting' })
  })
})

test.each([
  ['a task', 'task', 'check', undefined],
  ['an image', 'image host', 'download', undefined],
  ['the link of a failed task', 'image host', 'download', 'failed-with-link'],
] as const)(
  'two processes whose clocks are a year apart check %s as often as two that agree',
  async (_, trouble, call, failure) => {
    const world = aTroubledWorld({ failureOf: () => failure })
    const check = vi.spyOn(world.flux, call)
    const wrong = aWallClock(world)
    wrong.wrongByMs = 400 * day
    const [right, other] = [aProcess(world, {}, rarely), aProcess(world, {}, { clock: wrong, ...rarely })]
    world.trouble = trouble
    void (await opened(right)).run({ waitMs: minute })
    await world.clock.advance(minute)
    for (const { runner } of [right, other]) runner.watch({ app: 'test', everyMs: minute })
    await world.clock.advance(10 * hour)
    expect(check.mock.calls.length).toBeGreaterThan(10)
    expect(check.mock.calls.length).toBeLessThan(40)
  },
)

type Moment =
  | { readonly kind: 'jump'; readonly wrongByMs: number }
  | { readonly kind: 'trouble'; readonly trouble: Trouble | undefined }
  | { readonly kind: 'wait'; readonly ms: number }
  /** The laptop's lid is closed: nothing runs, and what was due comes late. */
  | { readonly kind: 'sleep'; readonly ms: number }
  | { readonly kind: 'restart' }

const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({
    kind: fc.constant('jump' as const),
    wrongByMs: fc.oneof(
      fc.constantFrom(0, 400 * day, -400 * day, 25 * hour, -25 * hour),
      fc.integer({ min: -3_000 * day, max: 3_000 * day }),
    ),
  }),
  fc.record({ kind: fc.constant('trouble' as const), trouble: fc.constantFrom(undefined, ...troubles) }),
  fc.constantFrom(second, 40 * second, 10 * minute, 5 * hour).map((ms) => ({ kind: 'wait', ms }) as const),
  fc.constantFrom(minute, 9 * hour, 3 * day).map((ms) => ({ kind: 'sleep', ms }) as const),
  fc.constant({ kind: 'restart' } as const),
)

test('whatever a clock did: once it is right and the trouble is over, the paid image is fetched automatically', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(undefined, ...troubles),
      fc.array(moment, { minLength: 1, maxLength: 12, size: 'max' }),
      async (trouble, moments) => {
        const world = aTroubledWorld()
        const clock = aWallClock(world)
        const start = (): ReturnType<typeof aProcess> => {
          const process = aProcess(world, { confirm: async () => 'submit' }, { clock, ...rarely })
          process.runner.watch({ app: 'test', everyMs: hour })
          return process
        }
        let process = start()
        world.trouble = trouble
        void (await opened(process)).run({ waitMs: minute })
        await world.clock.advance(second)
        for (const one of moments) {
          if (one.kind === 'jump') clock.wrongByMs = one.wrongByMs
          else if (one.kind === 'trouble') world.trouble = one.trouble
          else if (one.kind === 'wait') await world.clock.advance(one.ms)
          else if (one.kind === 'sleep') await world.clock.sleep(one.ms)
          else {
            void process.runner.drain(minute)
            await world.clock.advance(minute)
            process = start()
          }
        }
        clock.wrongByMs = 0
        world.trouble = undefined
        // The longest pause of a schedule is a day.
        await world.clock.advance(26 * hour)
        expect(await jobOf(world)).toMatchObject({ end: { kind: 'done' } })
        expect(world.flux.tasks).toHaveLength(1)
        void process.runner.drain(minute)
        await world.clock.advance(minute)
      },
    ),
    { numRuns: 60 },
  )
})
