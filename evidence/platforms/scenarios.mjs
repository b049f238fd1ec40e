// Runs in every runtime: nothing but what a browser has.

const names = [
  'success',
  'twice',
  'slow',
  'number',
  'polls',
  'limited',
  'gateway',
  'tasked',
  'reset',
  'lost',
  'timeout',
  'cut',
]

/**
 * Submits one image in each scenario of the charging server.
 *
 * @param {typeof import('@fluxkit/core').createFluxClient} createFluxClient
 * @param {string} origin of the charging server
 * @param {string} refusedOrigin where nothing listens
 * @returns {Promise<Record<string, object>>} what each came to
 */
export async function runScenarios(createFluxClient, origin, refusedOrigin) {
  const rows = await Promise.all(names.map(async (name) => [name, await run(createFluxClient, `${origin}/${name}`)]))
  const refused = await run(createFluxClient, `${refusedOrigin}/refused`, false)
  return { ...Object.fromEntries(rows), refused }
}

/**
 * @param {typeof import('@fluxkit/core').createFluxClient} createFluxClient
 * @param {string} baseUrl
 */
async function run(createFluxClient, baseUrl, warm = true) {
  const flux = createFluxClient({
    token: 'sk-platforms',
    baseUrl,
    // One scenario has no answer; the others have as much time as a busy machine needs.
    requestTimeoutMs: baseUrl.endsWith('timeout') ? 2_000 : 60_000,
    minPollIntervalMs: 60,
    retry: { maxAttempts: 2, baseDelayMs: 10 },
  })
  try {
    // The submission then takes a connection that was used before, which is where platforms repeat requests automatically.
    if (warm) await flux.checkConnection().catch(() => undefined)
    const { taskId, images } = await flux.generate({ prompt: 'a red fox' }, { deadlineMs: 60_000 })
    const { format } = await flux.images.download(images[0]?.url ?? '')
    if (!baseUrl.endsWith('twice')) return { taskId, format }
    const again = await flux.generate({ prompt: 'a red fox' }, { deadlineMs: 60_000 })
    return { taskId, format, again: again.taskId }
  } catch (error) {
    const { code = String(error), charged, taskId } = /** @type {Partial<import('@fluxkit/core').FluxError>} */ (error)
    return { code, charged, ...(taskId !== undefined && { taskId }) }
  } finally {
    await flux.close()
  }
}
