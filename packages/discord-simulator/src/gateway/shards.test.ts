import { expect, test } from 'vitest'
import { belongsToShard, readShard } from './shards.ts'

// 1 << 22, 2 << 22 and 3 << 22.
const guilds = ['4194304', '8388608', '12582912']

test('each server belongs to one shard, by its id without the last 22 bits', () => {
  const shardsOf = (data: object): number[] => [0, 1, 2].filter((id) => belongsToShard('X', { ...data }, [id, 3]))
  expect(guilds.map((guild_id) => shardsOf({ guild_id }))).toEqual([[1], [2], [0]])
  expect(shardsOf({ channel_id: '1' })).toEqual([0])
})

test('events about a server carry its id as their own', () => {
  expect(belongsToShard('GUILD_CREATE', { id: '4194304' }, [1, 3])).toBe(true)
  expect(belongsToShard('CHANNEL_CREATE', { id: '4194304' }, [1, 3])).toBe(false)
})

test.each([[[1, 1]], [[-1, 2]], [['0', 2]], ['0'], [[0]], [null]])("%j isn't a shard", (shard) => {
  expect(readShard(shard)).toBeUndefined()
})

test('a bot that names no shard is the only one', () => {
  expect(readShard(undefined)).toEqual([0, 1])
})
