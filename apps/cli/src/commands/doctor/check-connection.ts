import { isFluxError } from '@fluxkit/core'
import { errorFacts, type ErrorFacts } from '../../errors/error-facts.ts'
import { shownError } from '../../output/error-text.ts'
import type { Localized, Texts } from '../../language/translator.ts'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { openConnection } from '../../client/open-connection.ts'
import { exitCodeOf } from '../../errors/exit-code-of.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import { costText } from '../../output/cost-text.ts'
import { type ServiceChoice, tokenPage } from '../../settings/choose-service.ts'
import type { Finding } from './finding.ts'

const balancePage = 'https://platform.acedata.cloud/console/coin'

/** Calls that cost nothing: is the service there, may the token submit and query, and is there a balance? */
export async function checkConnection(cli: Cli, choice: ServiceChoice): Promise<Finding[]> {
  if (choice.kind === 'service' && choice.token === undefined) return []
  const where: Localized = ({ t }) => (choice.kind === 'sandbox' ? t('doctor.sandbox') : new URL(choice.baseUrl).origin)
  await using connection = await openConnection(cli, { wantsSandbox: choice.kind === 'sandbox' })
  const { client } = connection
  const { stop: signal } = cli.host
  const tasks = await attempt(() => client.checkConnection({ signal }))
  const submission = await attempt(() => client.checkSubmission({ signal }))
  // The same answer to both says nothing about the endpoints.
  if ('error' in tasks && ('error' in submission || !isRefusal(tasks.error))) return [failure(cli, where, tasks.error)]
  if ('error' in tasks) {
    return [endpointFailure(cli, 'doctor.noTasks', tasks.error)]
  }
  const answered: Finding = {
    name: 'connection',
    level: 'ok',
    message: (texts) => texts.t('doctor.answers', { service: where(texts), ms: Math.round(tasks.value.latencyMs) }),
  }
  if ('error' in submission) {
    const { error } = submission
    const finding = isRefusal(error) ? endpointFailure(cli, 'doctor.noImages', error) : failure(cli, where, error)
    return [answered, finding]
  }
  const endpoints: Finding = {
    name: 'endpoints',
    level: 'ok',
    message: ({ t }) => t('doctor.endpoints'),
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
  const url = balancePage
  if (!hasPlatformToken) {
    return {
      name,
      level: 'ok',
      message: ({ t }) => t('doctor.balanceAt', { url }),
      advice: ({ t }) => t('doctor.balanceAtAdvice'),
    }
  }
  const balance = await attempt(() => client.account.balance({ signal: cli.host.stop }))
  if ('value' in balance) {
    const { credits } = balance.value
    const message: Localized = (texts) =>
      texts.t('doctor.balance', { credits: costText({ amount: credits, currency: 'credit' }, texts) })
    if (credits > 0) return { name, level: 'ok', message }
    return { name, level: 'fail', message, advice: ({ t }) => t('doctor.topUp', { url }), exitCode: exitCodes.balance }
  }
  const facts = errorFacts(balance.error)
  return {
    name,
    level: 'warn',
    message: (texts) => texts.t('doctor.balanceFailed', { reason: messageIn(cli, facts, texts) }),
    advice: ({ t }) => t('doctor.balanceFailedAdvice', { url }),
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
function endpointFailure(cli: Cli, key: 'doctor.noTasks' | 'doctor.noImages', error: unknown): Finding {
  const facts = errorFacts(error)
  return {
    name: 'endpoints',
    level: 'fail',
    message: (texts) => texts.t(key, { reason: messageIn(cli, facts, texts) }),
    advice: ({ t }) => t('doctor.endpointsAdvice', { url: tokenPage }),
    exitCode: exitCodeOf(error),
  }
}

function failure(cli: Cli, where: Localized, error: unknown): Finding {
  const facts = errorFacts(error)
  const { code, traceId } = facts
  const exitCode = exitCodeOf(error)
  const withTrace =
    (summary: Localized): Localized =>
    (texts) =>
      traceId === undefined ? summary(texts) : texts.t('doctor.trace', { message: summary(texts), traceId })
  if (code === 'used_up') {
    return {
      name: 'balance',
      level: 'fail',
      message: withTrace((texts) => texts.t('doctor.usedUp', { service: where(texts) })),
      advice: ({ t }) => t('doctor.usedUpAdvice', { url: balancePage }),
      exitCode,
    }
  }
  const isToken = isFluxError(error) && exitCode === exitCodes.authentication
  return {
    name: isToken ? 'token' : 'connection',
    level: 'fail',
    message: withTrace((texts) =>
      texts.t('doctor.failed', { service: where(texts), reason: messageIn(cli, facts, texts) }),
    ),
    advice: (texts) => shownError(facts, { texts, env: cli.host.env }).advice,
    exitCode,
  }
}

function messageIn({ host: { env } }: Cli, facts: ErrorFacts, texts: Texts): string {
  return shownError(facts, { texts, env }).message
}
