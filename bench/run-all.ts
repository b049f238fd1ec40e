import { availableParallelism } from 'node:os'
import type { GroupContext } from './groups/group.ts'
import { type GroupName, groups, type Results } from './groups/index.ts'
import { startServer } from './server/start-server.ts'

/** Runs benchmarks one after the other, all against one server. */
export async function runAll(names: readonly GroupName[], options: Omit<GroupContext, 'server'>): Promise<Results> {
  await using server = await startServer()
  const found: Record<string, unknown> = {}
  for (const name of names) found[name] = await groups[name].run({ ...options, server })
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    cores: availableParallelism(),
    rounds: options.rounds,
    groups: found,
  }
}
