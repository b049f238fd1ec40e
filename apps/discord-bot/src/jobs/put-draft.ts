import type { Store } from '../store/store.ts'
import type { Job } from '../model/job.ts'

/** Keeps what was requested for the button *Edit and retry*. */
export async function putDraft(
  { store, clock }: { readonly store: Pick<Store, 'drafts'>; readonly clock: { now(): number } },
  { id, place, request }: Pick<Job, 'id' | 'request'> & { readonly place: Pick<Job['place'], 'userId'> },
): Promise<void> {
  const pictureUrls = request.imageUrl === undefined ? [] : [request.imageUrl]
  await store.drafts.put({ id, userId: place.userId, createdMs: Math.round(clock.now()), request, pictureUrls })
}
