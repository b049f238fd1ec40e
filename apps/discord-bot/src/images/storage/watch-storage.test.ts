import { createFakeClock } from '@fluxkit/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { type ListedObject, type ObjectStorage, StorageAway, StorageError } from './object-storage.ts'
import { type StorageWatch, watchStorage } from './watch-storage.ts'

const away = new StorageAway('The storage at 127.0.0.1 can’t be reached.')
const foreign = new StorageError('It holds the images of another bot.')
const object: ListedObject = { key: 'k', writtenAtMs: 0 }

interface World {
  readonly clock: ReturnType<typeof createFakeClock>
  readonly watch: StorageWatch
  /** What a proof, and every use of the storage, ends with; absent: it works. */
  trouble: Error | 'hangs' | undefined
  /** Uses that reached the storage itself. */
  readonly used: string[]
  readonly logged: unknown[]
  readonly proofs: () => number
  readonly backs: () => number
}

function aWorld(trouble?: World['trouble']): World {
  const clock = createFakeClock({ startMs: 0 })
  const [used, logged]: [string[], unknown[]] = [[], []]
  let [proofs, backs] = [0, 0]
  const act = async <T>(result: T): Promise<T> => {
    if (world.trouble === 'hangs') await new Promise(() => undefined)
    if (world.trouble instanceof Error) throw world.trouble
    return result
  }
  const use = <T>(name: string, result: T): Promise<T> => {
    used.push(name)
    return act(result)
  }
  const storage: ObjectStorage = {
    name: 's3://images/',
    put: () => use('put', undefined),
    get: () => use('get', Buffer.from('fox')),
    remove: () => use('remove', undefined),
    async *list() {
      yield await use('list', [object])
    },
  }
  const world: World = {
    clock,
    watch: watchStorage({
      storage,
      prove: () => {
        proofs++
        return act(undefined)
      },
      clock,
      log: { info: (_, text) => void logged.push(text), error: (facts) => void logged.push(facts) },
      onBack: () => void backs++,
    }),
    trouble,
    used,
    logged,
    proofs: () => proofs,
    backs: () => backs,
  }
  onTestFinished(() => world.watch.close())
  return world
}

async function allUses({ storage }: StorageWatch): Promise<string[]> {
  const list = async (): Promise<void> => {
    for await (const page of storage.list('')) expect(page).toEqual([object])
  }
  const uses = [() => storage.put('k', Buffer.from('')), () => storage.get('k'), () => storage.remove('k'), list]
  return Promise.all(uses.map((use) => use().then(() => 'works', String)))
}

test('a storage that is there is used as it is', async () => {
  const world = aWorld()
  await world.clock.until(world.watch.open())

  expect(await allUses(world.watch)).toEqual(['works', 'works', 'works', 'works'])
  expect([world.watch.problem, world.logged, world.backs()]).toEqual([undefined, [], 0])
})

test('one that is away at the start is not touched until it is proven, says why, and is used once it is back', async () => {
  const world = aWorld(away)
  await world.clock.until(world.watch.open())

  expect(await allUses(world.watch)).toEqual(Array(4).fill(`StorageError: ${away.message}`))
  await world.clock.sleep(300_000)
  expect([world.used, world.logged]).toEqual([[], [{ problem: away.message }]])

  world.trouble = undefined
  await world.clock.sleep(30_000)
  expect(await allUses(world.watch)).toEqual(['works', 'works', 'works', 'works'])
  expect([world.watch.problem, world.backs()]).toEqual([undefined, 1])
  expect(world.logged.at(-1)).toBe('images can be kept and read again')
})

test('one that is set up wrongly refuses the start', async () => {
  const world = aWorld(foreign)

  await expect(world.clock.until(world.watch.open())).rejects.toBe(foreign)
  await world.clock.sleep(300_000)
  expect(world.proofs()).toBe(1)
})

test('one that turns out to be another bot’s when it is back is never touched, and that is said', async () => {
  const world = aWorld(away)
  await world.clock.until(world.watch.open())
  world.trouble = foreign
  await world.clock.sleep(300_000)

  expect(await allUses(world.watch)).toEqual(Array(4).fill(`StorageError: ${foreign.message}`))
  expect([world.used, world.watch.problem]).toEqual([[], foreign.message])
})

test('one that doesn’t answer holds up the start for 10 seconds, and is used when it answers', async () => {
  const world = aWorld('hangs')
  await world.clock.until(world.watch.open())

  expect(world.clock.now()).toBe(10_000)
  expect(world.watch.problem).toBe('s3://images/ doesn’t answer within 10 s.')
})

test('one that goes away later is noticed by its use, asked again, and reported back once', async () => {
  const world = aWorld()
  await world.clock.until(world.watch.open())
  world.trouble = Object.assign(new Error('stale'), { code: 'ESTALE' })

  await expect(world.watch.storage.get('k')).rejects.toBeInstanceOf(StorageAway)
  await world.clock.sleep(120_000)
  expect(world.watch.problem).toBe('stale')

  world.trouble = undefined
  await world.clock.sleep(30_000)
  expect([world.watch.problem, world.backs()]).toEqual([undefined, 1])
})

test('one object that can’t be used doesn’t make the storage count as away', async () => {
  const world = aWorld()
  await world.clock.until(world.watch.open())
  world.trouble = new StorageError('It has too many bytes.')
  const reading = world.watch.storage.get('k')
  world.trouble = undefined

  await expect(reading).rejects.toThrow('too many bytes')
  await world.clock.sleep(60_000)
  expect([world.watch.problem, world.logged, world.proofs()]).toEqual([undefined, [], 2])
})

test('a watch that is closed asks no more', async () => {
  const world = aWorld(away)
  await world.clock.until(world.watch.open())
  world.watch.close()
  await world.clock.sleep(300_000)

  expect(world.proofs()).toBe(1)
})
