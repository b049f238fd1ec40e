import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fault } from '@fluxkit/simulator'
import { describe, expect, it } from 'vitest'
import { createWorld } from './support/world.ts'

const noCharge = 'Nothing was charged.'
const unknownCharge = 'We don’t know whether it was charged.'

interface Row {
  readonly name: string
  readonly fault?: Fault
  readonly token?: string
  readonly exit: number
  readonly code: string
  readonly message: string
  readonly charge: string
}

/** Every error of the vendor's table, as a user meets it in `generate`. */
const refused: readonly Row[] = [
  {
    name: 'a parameter that the service calls wrong',
    fault: { kind: 'error', code: 'bad_request', message: 'size is invalid.' },
    exit: 2,
    code: 'bad_request',
    message: 'size is invalid.',
    charge: noCharge,
  },
  {
    name: 'an action that is not implemented',
    fault: { kind: 'error', code: 'api_not_implemented' },
    exit: 2,
    code: 'api_not_implemented',
    message: 'Use another action or model.',
    charge: noCharge,
  },
  {
    name: 'a wrong address',
    fault: { kind: 'error', code: 'no_api' },
    exit: 2,
    code: 'no_api',
    message: 'Check the address in ACEDATACLOUD_API_BASE_URL, then try again.',
    charge: noCharge,
  },
  {
    name: 'no token in the request',
    fault: { kind: 'error', code: 'no_token' },
    exit: 3,
    code: 'no_token',
    message: 'ACEDATACLOUD_API_TOKEN',
    charge: noCharge,
  },
  {
    name: 'an invalid token',
    token: 'sandbox-invalid',
    exit: 3,
    code: 'invalid_token',
    message: 'you get tokens at https://platform.acedata.cloud/console/applications',
    charge: noCharge,
  },
  {
    name: 'an expired token',
    token: 'sandbox-expired',
    exit: 3,
    code: 'token_expired',
    message: 'you get tokens at https://platform.acedata.cloud/console/applications',
    charge: noCharge,
  },
  {
    name: 'a token for another API (401)',
    token: 'sandbox-wrong-api',
    exit: 3,
    code: 'token_mismatched',
    message: 'The token is not for this API.',
    charge: noCharge,
  },
  {
    name: 'a token for another API (400)',
    fault: { kind: 'error', code: 'token_mismatched', status: 400 },
    exit: 3,
    code: 'token_mismatched',
    message: 'The token is not for this API.',
    charge: noCharge,
  },
  {
    name: 'a disabled application',
    token: 'sandbox-disabled',
    exit: 3,
    code: 'disabled',
    message: 'Enable the application',
    charge: noCharge,
  },
  {
    name: 'an empty balance',
    token: 'sandbox-broke',
    exit: 4,
    code: 'used_up',
    message: 'Top up the balance at https://platform.acedata.cloud/console/coin',
    charge: noCharge,
  },
  {
    name: 'moderation',
    fault: { kind: 'moderation' },
    exit: 5,
    code: 'moderated',
    message: 'Change the prompt or the image.',
    charge: noCharge,
  },
  {
    name: 'a rate limit that stays',
    fault: { kind: '429' },
    exit: 6,
    code: 'too_many_requests',
    message: 'Wait, then try again.',
    charge: noCharge,
  },
  {
    name: 'a failure of the service',
    fault: { kind: '500' },
    exit: 7,
    code: 'api_error',
    message: 'Check your usage at',
    charge: unknownCharge,
  },
  {
    name: 'a gateway page',
    fault: { kind: '502' },
    exit: 7,
    code: 'outcome_unknown',
    message: 'Check your usage at',
    charge: unknownCharge,
  },
  {
    name: 'a task that fails',
    fault: { kind: 'task-fails', message: 'no GPU' },
    exit: 8,
    code: 'task_failed',
    message: 'no GPU',
    charge: noCharge,
  },
  {
    name: 'a task that ends without an image',
    fault: { kind: 'no-image' },
    exit: 8,
    code: 'finished_without_image',
    message: 'without',
    charge: unknownCharge,
  },
]

/** The submission was accepted, and its answer was lost. */
const lost: readonly (readonly [string, Fault])[] = [
  ['a gateway timeout after acceptance', { kind: '504', accepted: true }],
  ['a connection that breaks after acceptance', { kind: 'reset-after' }],
  ['an answer that breaks off', { kind: 'reset-mid-body' }],
  ['an answer that is not JSON', { kind: 'malformed-json' }],
  ['an answer that never comes', { kind: 'hang-after' }],
]

describe.concurrent('what goes wrong at the service', () => {
  it.each(refused)('reports $name, and ends with $exit', async ({ fault, token, exit, code, message, charge }) => {
    await using world = await createWorld()
    if (fault) world.simulator.faults.add(fault)
    const {
      code: exitCode,
      stderr,
      json,
    } = await world.run(
      ['generate', 'fox', '-s', '256x256', '--json'],
      token ? { env: { ACEDATACLOUD_API_TOKEN: token } } : {},
    )
    expect(stderr).toContain(message)
    expect(stderr).toContain(charge)
    expect(json().error).toMatchObject({ code, charged: charge === noCharge ? 'no' : 'unknown' })
    expect(exitCode).toBe(exit)
    expect(world.simulator.stats.charges).toBeLessThanOrEqual(1)
    expect(await world.files()).toEqual([])
  })

  it('shows the trace id and never the token or the prompt', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'error', code: 'bad_request', message: 'a-token may not say secret wish' })
    const { stdout, stderr, json } = await world.run(['generate', 'secret wish', '--json', '--quiet'])
    expect(json().error?.traceId).toMatch(/^[\da-f-]{36}$/)
    expect(stderr).toContain(`trace ${json().error?.traceId}`)
    expect(stderr).not.toContain('a-token')
    expect(stderr).not.toContain('secret wish')
    expect(stdout).not.toContain('a-token')
  })

  it.each(lost)('finds the task after %s, and pays for it once', async (_name, fault) => {
    await using world = await createWorld()
    world.simulator.faults.add({ ...fault, times: 1 })
    const { code, stdout, stderr } = await world.run(['generate', 'fox', '-s', '256x256'])
    expect(stderr).toMatch(/^The answer was lost: looking for job \S+ among the tasks of the account\.\n/)
    expect(stdout).toBe('images/fox.png\n')
    expect(code).toBe(0)
    expect(world.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  it('keeps a job whose task is not found, says how to continue, and never submits it again', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'reset-after' })
    world.simulator.faults.add({ kind: '500', operation: 'poll' })
    const { code, stderr, json } = await world.run(['generate', 'fox', '-s', '256x256', '--json'])
    expect(code).toBe(7)
    expect(json().error).toMatchObject({ code: 'outcome_unknown', charged: 'unknown' })
    expect(stderr).toMatch(
      /with the task id from there, `fluxkit adopt TASK_ID --job \S+` recovers it\.\n {2}Recover it with: fluxkit wait \S+\n/,
    )
    world.simulator.faults.clear()
    expect(await world.run(['wait'])).toMatchObject({ code: 0, stdout: 'images/fox.png\n' })
    expect(world.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  it('waits as long as a rate limit asks, then continues', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: '429', times: 1, retryAfter: 1 })
    expect((await world.run(['generate', 'fox', '-s', '256x256'])).code).toBe(0)
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('reports a service that is not there', async () => {
    await using world = await createWorld()
    await world.simulator.close()
    const { code, stderr } = await world.run(['generate', 'fox', '-s', '256x256'])
    expect(stderr).toContain('Check the network and the address in ACEDATACLOUD_API_BASE_URL, then try again.')
    expect(stderr).toContain(noCharge)
    expect(code).toBe(6)
  })

  it('keeps a task that is not finished at the deadline', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'never-finishes' })
    const { code, stderr } = await world.run(['generate', 'fox', '--timeout', '4'])
    expect(stderr).toMatch(/Task \S+ was not finished within [34] s\./)
    expect(code).toBe(9)
    expect((await world.run(['history', '--pending', '--json'])).json().jobs).toMatchObject([{ state: 'submitted' }])
  })

  it.each([
    ['image-404', 'image_unavailable'],
    ['image-html', 'not_an_image'],
    ['image-truncated', 'image_truncated'],
    ['image-redirect-private', 'unsafe_url'],
  ] as const)('keeps what is paid for when the image is %s', async (kind, errorCode) => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind })
    const failed = await world.run(['generate', 'fox', '-s', '256x256', '--json'])
    expect(failed.json().error).toMatchObject({ code: errorCode, charged: 'yes' })
    expect(failed.code).toBe(10)
    world.simulator.faults.clear()
    expect(await world.run(['wait'])).toMatchObject({ code: 0, stdout: 'images/fox.png\n' })
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('pays for nothing when the folder cannot be written', async () => {
    await using world = await createWorld()
    const { code, stderr } = await world.run(['generate', 'fox', '--out', '/dev/null/images'])
    expect(stderr).toContain(
      'Images cannot be saved in /dev/null/images (ENOTDIR). Nothing was sent.\n  Nothing was charged.',
    )
    expect(code).toBe(1)
    expect(world.simulator.stats.requests).toBe(0)
  })

  it('keeps what is paid for when the folder is gone meanwhile, and saves it to another one', async () => {
    await using world = await createWorld()
    const program = world.start(['generate', 'fox', '-s', '256x256', '--out', 'here'])
    await program.printed(/Submitted to/)
    await writeFile(join(world.folder, 'here'), 'in the way')
    const { code, stderr } = await world.until(program.ended)
    expect(code).toBe(10)
    expect(stderr).toMatch(
      / {2}Image: http:\/\/127\.0\.0\.1:\d+\/\S+\n {2}Recover it with: fluxkit wait \S+ --out DIR\n/,
    )
    const [, id = ''] = /fluxkit wait (\S+) --out DIR/.exec(stderr) ?? []
    expect(await world.run(['wait', id, '--out', 'there'])).toMatchObject({ code: 0, stdout: 'there/fox.png\n' })
    expect(world.simulator.stats.charges).toBe(1)
  })
})
