import { hashText } from '../random.ts'

/** Ids that the service repeats in every task. All tokens of a simulator belong to one user. */
export interface Account {
  readonly api_id: string
  readonly application_id: string
  readonly credential_id: string
  readonly user_id: string
}

/** A UUID derived from a text. */
function idOf(text: string): string {
  const [a = '', b = '', c = '', d = ''] = ['a', 'b', 'c', 'd'].map((part) =>
    hashText(`${part} ${text}`).toString(16).padStart(8, '0'),
  )
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`
}

/** A token is a credential of one application. */
export function accountOf(token: string): Account {
  return {
    api_id: '0b9a1d6e-3f52-4c1b-8f0e-6a7f51c2d901',
    application_id: idOf(`application ${token}`),
    credential_id: idOf(`credential ${token}`),
    user_id: 'c3a8f0d2-1b47-4e59-a6d8-72f5e9b0c416',
  }
}
