import type { BenchServer } from '../server/start-server.ts'

export interface GroupContext {
  readonly server: BenchServer
  /** Few and small: for a check that everything works, not for numbers. */
  readonly quick: boolean
  readonly rounds: number
  /** Says what is going on. */
  readonly note: (text: string) => void
}

/** One benchmark: its rows go into the JSON as they are, and every table and plot is made from them. */
export interface Group<Row> {
  readonly name: string
  run(context: GroupContext): Promise<readonly Row[]>
}
