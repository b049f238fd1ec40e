import type { ClientSettings } from '../clients/client.ts'
import type { ClientName } from '../clients/index.ts'

/** What runs in a fresh process, with one client. */
export interface CaseRequest {
  readonly name: CaseName
  readonly client: ClientName
  readonly settings: ClientSettings
  readonly input: Readonly<Record<string, unknown>>
}

export type CaseName = 'cpu' | 'in-flight' | 'images' | 'to-disk'

export type CaseReply = { readonly result: unknown } | { readonly error: string }
