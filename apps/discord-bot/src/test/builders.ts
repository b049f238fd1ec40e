import type { JobPlace, JobRequest, NewJob } from '../model/job.ts'

export const startMs: number = Date.UTC(2026, 0, 15, 12, 30)

export function aRequest(changes: Partial<JobRequest> = {}): JobRequest {
  return {
    action: 'generate',
    prompt: 'a white siamese cat',
    model: 'flux-dev',
    size: '1024x1024',
    count: 1,
    private: false,
    spoiler: false,
    ...changes,
  }
}

function aLocation(changes: Partial<JobPlace> = {}): JobPlace {
  return {
    applicationId: '900',
    guildId: '100',
    channelId: '200',
    userId: '300',
    roleIds: [],
    locale: 'en-US',
    token: 'interaction-token',
    tokenUntilMs: startMs + 900_000,
    attachmentLimitBytes: 10 * 1024 * 1024,
    botInGuild: true,
    ...changes,
  }
}

export interface JobChanges extends Partial<Omit<NewJob, 'request' | 'place'>> {
  readonly request?: Partial<JobRequest>
  readonly place?: Partial<JobPlace>
}

export function aJob({ request, place, ...changes }: JobChanges = {}): NewJob {
  return {
    id: '1',
    request: aRequest(request),
    place: aLocation(place),
    createdMs: startMs,
    estimateUnits: 300,
    ...changes,
  }
}
