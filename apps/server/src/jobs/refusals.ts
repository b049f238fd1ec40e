import { outputProblem } from '../files/check-output.ts'
import { checkPublishing } from '../files/publishing.ts'
import { type Admission, describeRefusal } from '../money/budget.ts'
import type { Connection } from '../service/connection.ts'
import { type Failure, refusal } from './failure.ts'
import type { InputImage } from './inputs.ts'
import type { Answers, JobRequest, Produced } from './job-request.ts'
import type { Localized } from '../language/translator.ts'

interface Circumstances {
  readonly connection: Pick<Connection, 'isSandbox' | 'hasPlatformToken'>
  readonly allowPublish: boolean
  readonly answers: Answers
}

/** Why a request is refused before anything is saved or sent: the output folder, then publishing. */
export async function firstObjection(
  { input, workspace }: JobRequest,
  { connection: { isSandbox, hasPlatformToken }, allowPublish: isAllowed, answers }: Circumstances,
): Promise<Produced | undefined> {
  const problem = await outputProblem(workspace)
  if (problem !== undefined) {
    return refused(refusal('folder_not_writable', problem, 'The user can start the server with --out FOLDER.'))
  }
  if (!input) return undefined
  const { canElicit, given } = answers
  const publishing = checkPublishing({ isSandbox, hasPlatformToken, isAllowed, canElicit, answer: given.publish })
  if (publishing.kind === 'ask') return { kind: 'ask', question: 'publish', message: publishQuestion(input) }
  if (publishing.kind === 'allowed') return undefined
  return refused(refusal(publishing.code, publishing.message, publishing.advice))
}

/** The result of a request that the budget doesn't cover: a question to the user where that helps, else a refusal. */
export function beyondBudget(admission: Exclude<Admission, { kind: 'ok' }>, { canElicit, given }: Answers): Produced {
  const question = admission.kind === 'over' ? 'session' : 'unpriced'
  const isFinal = admission.kind === 'over' && admission.window === 'day'
  const { message, advice } = describeRefusal(admission)
  if (!canElicit || isFinal || given[question] !== undefined) return refused(refusal('budget_reached', message, advice))
  return { kind: 'ask', question, message: budgetQuestion(admission) }
}

export function damagedRecord(id: string): Failure {
  return {
    code: 'damaged_record',
    message: `The record of job ${id} can’t be read.`,
    charged: 'unknown',
    advice: 'It may be paid for. The user can run `fluxkit doctor`; a new variant makes a new image.',
    retryable: false,
    jobId: id,
  }
}

function publishQuestion({ width, height, bytes }: InputImage): Localized {
  const kilobytes = Math.ceil(bytes.byteLength / 1_000)
  return (t) => t('ask.publish', { width, height, kilobytes })
}

function budgetQuestion(admission: Exclude<Admission, { kind: 'ok' }>): Localized {
  if (admission.kind === 'unpriced') return (t) => t('ask.unpriced')
  const { limit, used, max } = admission.answer
  return (t) => t('ask.session', { limit, used, max })
}

function refused(failure: Failure): Produced {
  return { kind: 'refused', failure }
}
