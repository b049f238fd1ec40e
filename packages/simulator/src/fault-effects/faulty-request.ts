import type { Context } from '../context.ts'
import type { FaultOperation } from '../faults/fault-kinds.ts'
import type { FaultSubject } from '../faults/fault-list.ts'
import type { Connection } from '../connection.ts'

/** A request whose answer faults may replace or disturb. */
export interface FaultyRequest {
  readonly context: Context
  readonly request: Request
  readonly connection: Connection | undefined
  readonly operation: FaultOperation
  readonly subject?: FaultSubject | undefined
  /** Whether the answer holds a list of tasks. */
  readonly isList?: boolean
}
