import { isFluxError } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import { exitCodeOf } from '../../exit-code-of.ts'
import { errorFacts } from '../../output/error-facts.ts'
import type { ServiceChoice } from '../../settings/choose-service.ts'
import type { Finding } from './finding.ts'

const balancePage = 'https://platform.acedata.cloud/console/coin'

/** One call that costs nothing: is the service there, and does it take the token? */
export async function checkConnection(cli: Cli, choice: ServiceChoice): Promise<Finding[]> {
  if (choice.kind === 'service' && choice.token === undefined) return []
  const where = choice.kind === 'sandbox' ? 'the sandbox inside the program' : new URL(choice.baseUrl).origin
  try {
    await using connection = await openConnection(cli, { wantsSandbox: choice.kind === 'sandbox' })
    const { latencyMs } = await connection.client.checkConnection({ signal: cli.host.stop })
    const answered: Finding = {
      name: 'connection',
      level: 'ok',
      message: `${where} answers in ${Math.round(latencyMs)} ms and takes the token`,
    }
    if (choice.kind === 'sandbox') return [answered]
    const balance = `see ${balancePage}`
    return [
      answered,
      {
        name: 'balance',
        level: 'ok',
        message: balance,
        advice: 'No free call shows it. When it is used up, `generate` ends with exit code 4 and nothing is charged.',
      },
    ]
  } catch (error) {
    return [failure(where, error)]
  }
}

function failure(where: string, error: unknown): Finding {
  const { code, message, advice, traceId } = errorFacts(error)
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
  const isToken = isFluxError(error) && exitCode === 3
  return {
    name: isToken ? 'token' : 'connection',
    level: 'fail',
    message: `${where}: ${message}${reference}`,
    advice,
    exitCode,
  }
}
