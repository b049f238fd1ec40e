import type { JobView } from './job-view.ts'

/** A job for tests as features see it; what doesn't matter is filled in. */
export function aView(part: Partial<JobView> = {}): JobView {
  return {
    id: 'job-00000001',
    createdAtMs: 1_000,
    action: 'generate',
    prompt: 'a red fox',
    model: 'flux-dev',
    count: 1,
    isSandbox: false,
    actor: 'person',
    charged: 'yes',
    target: { folder: 'file:///ws/images', stem: 'a-red-fox' },
    isReported: true,
    state: 'created',
    isHeld: false,
    files: [],
    missing: 0,
    isRecoverable: false,
    removal: 'free',
    mayCostTwice: false,
    ...part,
  }
}
