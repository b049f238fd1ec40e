import type { Fault } from '@fluxkit/simulator'

/** An app, as far as the matrix cares: a user, or an agent or app for them, asks for an image while a fault is in force. */
export interface Host {
  readonly name: HostName
  /** Can a request of this host meet the fault? */
  meets(fault: Fault): boolean
  run(fault: Fault): Promise<HostRun>
}

export type HostName = 'program' | 'bot' | 'extension' | 'server-mcp' | 'server-openai'

/** What one image came to while a fault stayed, by the simulator's books, the host's records and what a user sees. */
export interface HostRun {
  readonly submissions: number
  readonly accepted: number
  /** Tasks that are charged and not refunded. */
  readonly charges: number
  /** By the host's own record. */
  readonly state: string
  /** Absent where the service has accepted nothing. */
  readonly keepsTaskId?: boolean | undefined
  /** The image is there for the user, while the fault is still in force. */
  readonly isDelivered: boolean
  /** Delivered once the fault has passed, without another submission. Absent where there is no paid image to deliver. */
  readonly isRecoverable?: boolean | undefined
  /** The message about money that the user sees; absent: none. */
  readonly charged?: 'no' | 'unknown' | 'yes' | undefined
  /** Without ids and addresses, which differ from run to run. */
  readonly personReads: string
  readonly offersRetry: boolean
  /**
   * A user who takes the offer is warned first that it may cost again. Absent where nothing is offered, or the first
   * submission is known to be free.
   */
  readonly warnsBeforePaying?: boolean | undefined
}
