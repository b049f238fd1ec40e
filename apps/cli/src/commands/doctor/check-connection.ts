import { isFluxError } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { openConnection } from '../../client/open-connection.ts'
import { exitCodeOf } from '../../errors/exit-code-of.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import { costText } from '../../output/cost-text.ts'
import { errorFacts } from '../../errors/error-facts.ts'
import { withNetworkAdvice } from '../../output/network-advice.ts'
import { type ServiceChoice, tokenPage } from '../../settings/choose-service.ts'
import type { Finding } from './finding.ts'

const balancePage = 'https://platform.acedata.cloud/console/coin'

/** Calls that cost nothing: is the service there, may the token submit and query, and is there a balance? */
export async function checkConnection(cli: Cli, choice: ServiceChoice): Promise<Finding[]> {
  if (choice.kind === 'service' && choice.token === undefined) return []
  const where = choice.kind === 'sandbox' ? 'the sandbox inside the program' : new URL(choice.baseUrl).origin
  await using connection = await openConnection(cli, { wantsSandbox: choice.kind === 'sandbox' })
  const { client } = connection
  const { stop: signal } = cli.host
  const tasks = await attempt(() => client.checkConnection({ signal }))
  const submission = await attempt(() => client.checkSubmission({ signal }))
  // The same answer to both says nothing about the endpoints.
  if ('error' in tasks && ('error' in submission || !isRefusal(tasks.error))) return [failure(cli, where, tasks.error)]
  if ('error' in tasks) {
    return [endpointFailure('/flux/tasks', 'images would be paid for and could not be fetched', tasks.error)]
  }
  const answered: Finding = {
    name: 'connection',
    level: 'ok',
    message: `${where} answers in ${Math.round(tasks.value.latencyMs)} ms and takes the token`,
  }
  if ('error' in submission) {
    const { error } = submission
    const finding = isRefusal(error)
      ? endpointFailure('/flux/images', 'nothing can be submitted', error)
      : failure(cli, where, error)
    return [answered, finding]
  }
  const endpoints: Finding = {
    name: 'endpoints',
    level: 'ok',
    message: 'the token may call /flux/images and /flux/tasks',
  }
  return choice.kind === 'sandbox' ? [answered, endpoints] : [answered, endpoints, await checkBalance(cli, connection)]
}

/** Does the service refuse this token this call? */
function isRefusal(error: unknown): boolean {
  const exitCode = exitCodeOf(error)
  return exitCode === exitCodes.authentication || exitCode === exitCodes.refused
}

async function checkBalance(cli: Cli, { client, hasPlatformToken }: Connection): Promise<Finding> {
  const name = 'balance'
  const fallback = `see ${balancePage}`
  if (!hasPlatformToken) {
    return { name, level: 'ok', message: fallback, advice: 'With a token of the platform it is shown here.' }
  }
  const balance = await attempt(() => client.account.balance({ signal: cli.host.stop }))
  if ('value' in balance) {
    const { credits } = balance.value
    const message = costText({ amount: credits, currency: 'credit' })
    return credits > 0
      ? { name, level: 'ok', message: `${message} left` }
      : {
          name,
          level: 'fail',
          message: `${message} left`,
          advice: `Top it up at ${balancePage}.`,
          exitCode: exitCodes.balance,
        }
  }
  const { message } = errorFacts(balance.error)
  return {
    name,
    level: 'warn',
    message: `the platform did not show it: ${message}`,
    advice: `It is at ${balancePage}.`,
  }
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown }

async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await call() }
  } catch (error) {
    return { error }
  }
}

/** The token can be limited to some APIs. */
function endpointFailure(path: string, consequence: string, error: unknown): Finding {
  const { message } = errorFacts(error)
  return {
    name: 'endpoints',
    level: 'fail',
    message: `the token may not call ${path}, so ${consequence}: ${message}`,
    advice: `Allow both /flux/images and /flux/tasks for it at ${tokenPage}.`,
    exitCode: exitCodeOf(error),
  }
}

function failure({ host }: Cli, where: string, error: unknown): Finding {
  const { code, message, advice, traceId } = withNetworkAdvice(errorFacts(error), host.env)
  const exitCode = exitCodeOf(error)
  const reference = traceId === undefined ? '' : ` (trace ${traceId})`
  if (code === 'used_up') {
    return {
      name: 'balance',
      level: 'fail',
      message: `${where} takes the token, but the balance of its account is used up${reference}`,
      advice: `Top it up at ${balancePage}; an application may have a limit of its own. Nothing was charged by this check.`,
      exitCode,
    }
  }
  const isToken = isFluxError(error) && exitCode === exitCodes.authentication
  return {
    name: isToken ? 'token' : 'connection',
    level: 'fail',
    message: `${where}: ${message}${reference}`,
    advice,
    exitCode,
  }
}
