import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createWorld } from './support/world.ts'

const run = promisify(execFile)

describe.concurrent('first steps', () => {
  it('without a command say what there is', async () => {
    await using world = await createWorld({ env: {} })
    const { code, stdout } = await world.run([])
    expect(stdout).toContain('fluxkit generate "a red fox at dawn"')
    expect(code).toBe(0)
    expect(await world.files()).toEqual([])
  })

  it('under npm start make an image in the sandbox and say how to continue', async () => {
    await using world = await createWorld({ env: {} })
    const { code, stdout, stderr } = await world.run([], { env: { FLUXKIT_LAUNCHER: 'npm-start' } })
    expect(stdout).toBe('images/a-lighthouse-on-a-cliff-at-sunset-watercolour.png\n')
    expect(stderr).toContain(
      'That was the sandbox: a drawing made on this machine. Nothing was sent, nothing was charged.',
    )
    expect(stderr).toContain('ACEDATACLOUD_API_TOKEN=')
    expect(stderr).toContain('https://platform.acedata.cloud/console/applications')
    expect(stderr).toContain('npm start -- generate')
    expect(code).toBe(0)
  })

  it('under npm start with a token use the service', async () => {
    await using world = await createWorld()
    const { code, stderr } = await world.run([], { env: { FLUXKIT_LAUNCHER: 'npm-start' } })
    expect(stderr).toContain('That was the real service.')
    expect(code).toBe(0)
    expect(world.simulator.stats.charges).toBe(1)
  })

  it('every command has help with an example', async () => {
    await using world = await createWorld({ env: {} })
    const { stdout } = await world.run(['--help'])
    const names = [...stdout.matchAll(/^ {2}([a-z-]+)(?:\|\w)? .*/gm)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'help' && name !== 'fluxkit')
    expect(names).toEqual(expect.arrayContaining(['generate', 'wait', 'exit-codes', 'completion']))
    const helps = await Promise.all(names.map((name) => world.run([name, '--help'])))
    const withExample = names.filter((_name, index) => /Examples?:\n {2}/.test(helps[index]?.stdout ?? ''))
    expect(withExample).toEqual(names.filter((name) => name !== 'exit-codes'))
  })

  it('print the version', async () => {
    await using world = await createWorld({ env: {} })
    expect((await world.run(['--version'])).stdout).toBe('0.1.0\n')
  })
})

describe.concurrent('fluxkit doctor', () => {
  it('finds everything in order', async () => {
    await using world = await createWorld()
    const { code, stdout } = await world.run(['doctor'])
    expect(stdout).toMatch(/✓ token +from ACEDATACLOUD_API_TOKEN/)
    expect(stdout).toMatch(/✓ connection +http:\/\/127\.0\.0\.1:\d+ answers in \d+ ms and takes the token/)
    expect(stdout).toMatch(/✓ endpoints +the token may call \/flux\/images and \/flux\/tasks/)
    expect(stdout).toMatch(/✓ balance +\d+ credits left/)
    expect(stdout).toContain('Everything that an image needs is there.')
    expect(stdout).not.toContain('a-token')
    expect(code).toBe(0)
    expect(world.simulator.stats.charges).toBe(0)
  })

  it('explains the sandbox without a token', async () => {
    await using world = await createWorld({ env: {} })
    const { code, stdout } = await world.run(['doctor'])
    expect(stdout).toMatch(/! token +none, so images come from the sandbox and are not charged/)
    expect(code).toBe(0)
  })

  it.each([
    ['sandbox-invalid', 3, 'token'],
    ['sandbox-expired', 3, 'token'],
    ['sandbox-disabled', 3, 'token'],
  ])('fails for the token %s', async (token, exitCode, name) => {
    await using world = await createWorld()
    const { code, stdout } = await world.run(['doctor', '--json'], { env: { ACEDATACLOUD_API_TOKEN: token } })
    const report = JSON.parse(stdout) as { ok: boolean; findings: unknown[] }
    expect(report.ok).toBe(false)
    expect(report.findings).toContainEqual(expect.objectContaining({ name, level: 'fail' }))
    expect(code).toBe(exitCode)
  })

  it.each([
    ['sandbox-images-only', '/flux/tasks, so images would be paid for and could not be fetched'],
    ['sandbox-tasks-only', '/flux/images, so nothing can be submitted'],
  ])('fails for %s, a token that may call one endpoint', async (token, message) => {
    await using world = await createWorld()
    const { code, stdout } = await world.run(['doctor'], { env: { ACEDATACLOUD_API_TOKEN: token } })
    expect(stdout).toContain(`the token may not call ${message}`)
    expect(stdout).toContain(
      'Allow both /flux/images and /flux/tasks for it at https://platform.acedata.cloud/console/applications',
    )
    expect(code).toBe(3)
  })

  it('explains an empty balance', async () => {
    await using world = await createWorld()
    world.simulator.faults.add({ kind: 'error', code: 'used_up', operation: 'poll' })
    const { code, stdout } = await world.run(['doctor'])
    expect(stdout).toContain('takes the token, but the balance of its account is used up')
    expect(stdout).toContain('https://platform.acedata.cloud/console/coin')
    expect(code).toBe(4)
  })

  it('finds a service that is not there, and a folder that cannot be written', async () => {
    await using world = await createWorld()
    await world.simulator.close()
    const { code, stdout } = await world.run(['doctor'], { env: { FLUXKIT_DATA_DIR: '/dev/null/x' } })
    expect(stdout).toMatch(/✗ connection +http/)
    expect(stdout).toMatch(/✗ journal +\/dev\/null\/x/)
    expect(code).toBe(6)
  })

  it('sees a proxy and does not show its address', async () => {
    await using world = await createWorld()
    const { stdout } = await world.run(['doctor'], { env: { HTTPS_PROXY: 'http://user:secret@proxy.example:1' } })
    expect(stdout).toContain('from the environment: HTTPS_PROXY')
    expect(stdout).not.toContain('secret')
  })
})

describe.concurrent('fluxkit login', () => {
  it('tries the token, keeps it readable only for its owner, and the next command uses it', async () => {
    await using world = await createWorld()
    const env = { ACEDATACLOUD_API_TOKEN: '' }
    const { code, stderr } = await world.run(['login'], { env, input: 'kept-token\n' })
    expect(stderr).toContain('The token works.')
    expect(stderr).not.toContain('kept-token')
    expect(code).toBe(0)
    const path = join(world.folder, '.config', 'credentials.json')
    expect((await stat(path)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
    expect((await world.run(['generate', 'fox', '-s', '256x256'], { env })).code).toBe(0)
    expect(world.simulator.balanceOf('kept-token')).toBeLessThan(world.simulator.balanceOf('another'))
  })

  it('keeps nothing that the service refuses', async () => {
    await using world = await createWorld()
    const { code } = await world.run(['login'], { input: 'sandbox-expired\n' })
    expect(code).toBe(3)
    await expect(readFile(join(world.folder, '.config', 'credentials.json'))).rejects.toThrow('ENOENT')
  })

  it.each(['', 'two words\n'])('refuses %j', async (input) => {
    await using world = await createWorld()
    expect((await world.run(['login'], { input })).code).toBe(2)
  })

  it('forgets at logout', async () => {
    await using world = await createWorld()
    await world.run(['login'], { input: 'kept-token\n' })
    expect((await world.run(['logout'])).stderr).toContain('Deleted')
    expect((await world.run(['logout'])).stderr).toContain('No token is kept here.')
  })
})

describe.concurrent('fluxkit sandbox', () => {
  it('serves other programs until it is stopped, with the lines that point them at it', async () => {
    await using world = await createWorld({ env: {} })
    const sandbox = world.start(['sandbox', '--port', '0', '--speed', '1000'])
    await sandbox.printed(/ACEDATACLOUD_PLATFORM_TOKEN/)
    sandbox.child.kill('SIGINT')
    const { code, stdout, stderr } = await sandbox.ended
    expect(stdout).toMatch(
      /^ {2}export ACEDATACLOUD_API_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n {2}export ACEDATACLOUD_API_TOKEN=sandbox\n/,
    )
    expect(stderr).toContain('Stopped after 0 submissions')
    expect(code).toBe(0)
  })

  it('makes images for another run of the program', async () => {
    await using world = await createWorld({ env: {} })
    const sandbox = world.start(['sandbox', '--port', '0', '--speed', '1000', '--json'])
    await sandbox.printed(/"url"/)
    const { url, token } = JSON.parse(sandbox.output().stdout) as { url: string; token: string }
    const env = { ACEDATACLOUD_API_BASE_URL: url, ACEDATACLOUD_API_TOKEN: token }
    expect((await world.run(['generate', 'fox', '-s', '256x256'], { env })).code).toBe(0)
    sandbox.child.kill('SIGTERM')
    expect((await sandbox.ended).code).toBe(0)
  })

  it('speaks the edition of the service that it is started with', async () => {
    await using world = await createWorld({ env: {} })
    const sandbox = world.start(['sandbox', '--port', '0', '--contract', 'current', '--json'])
    await sandbox.printed(/"url"/)
    const { url } = JSON.parse(sandbox.output().stdout) as { url: string }
    const answer = await fetch(`${url}/flux/images`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'generate', prompt: 'fox' }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { message: 'size is required' } }])
    sandbox.child.kill('SIGTERM')
    expect((await sandbox.ended).code).toBe(0)
  })

  it('says when the port is taken', async () => {
    await using world = await createWorld({ env: {} })
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const { code, stderr } = await world.run(['sandbox', '--port', String(port)])
    taken.close()
    expect(stderr).toContain(`Cannot listen on 127.0.0.1 port ${port}: another program uses it.`)
    expect(code).toBe(1)
  })
})

describe.concurrent('reference', () => {
  it('lists the models', async () => {
    await using world = await createWorld({ env: {} })
    const { models } = JSON.parse((await world.run(['models', '--json'])).stdout) as { models: { id: string }[] }
    expect(models.map(({ id }) => id)).toContain('flux-2-max')
    expect((await world.run(['models'])).stdout).toMatch(
      /^Model .*\nflux-dev +generate, edit +1024x1024 +pixels, ratios .*[^]*\nflux-pro-1\.1-ultra \* +generate +1:1 +ratios/,
    )
  })

  it('checks and converts sizes', async () => {
    await using world = await createWorld({ env: {} })
    expect(await world.run(['sizes', 'flux-dev', '1000x1000'])).toMatchObject({ code: 2, stdout: '992x992\n' })
    expect(await world.run(['sizes', 'flux-dev', '512x512'])).toMatchObject({ code: 0, stdout: '512x512\n' })
    expect(await world.run(['sizes', 'flux-kontext-pro', '1920x1080'])).toMatchObject({ code: 2, stdout: '16:9\n' })
    expect((await world.run(['sizes', 'flux-kontext-pro', '--quiet'])).stdout).toMatch(/^1:1\n16:9\n/)
    expect((await world.run(['sizes', 'flux-2-pro'])).stdout).toMatch(
      /^1:1 +square\n16:9 +landscape\n[^]*\n1376x768 +16:9 landscape +README only\n/,
    )
  })

  it('has the exit codes of the README', async () => {
    await using world = await createWorld({ env: {} })
    const readme = await readFile(new URL('../../apps/cli/README.md', import.meta.url), 'utf8')
    const rows = [...readme.matchAll(/^\| +(\d+) +\| (.*?) +\|$/gm)].map(
      ([, code, meaning]) => `${(code ?? '').padStart(4)}  ${meaning}\n`,
    )
    expect(rows).toHaveLength(14)
    expect((await world.run(['exit-codes'])).stdout).toBe(rows.join(''))
    expect((await world.run(['help', 'exit-codes'])).stdout).toContain(rows.join(''))
  })
})

describe.concurrent('completion', () => {
  it('of bash completes commands, options, models and sizes', async () => {
    await using world = await createWorld({ env: {} })
    const script = join(world.folder, 'completion.bash')
    await writeFile(script, (await world.run(['completion', 'bash'])).stdout)
    const complete = async (...typed: string[]): Promise<string[]> => {
      const list = typed.map((word) => `'${word}'`).join(' ')
      const code = `source ${script}; COMP_WORDS=(${list}); COMP_CWORD=${typed.length - 1}; _fluxkit; printf '%s\\n' "\${COMPREPLY[@]}"`
      return (await run('bash', ['-c', code])).stdout.trim().split('\n')
    }
    expect(await complete('fluxkit', 'ge')).toEqual(['generate'])
    expect(await complete('fluxkit', 'generate', '--mo')).toEqual(['--model'])
    expect(await complete('fluxkit', 'generate', '-m', 'flux-2-m')).toEqual(['flux-2-max'])
    const editors = await complete('fluxkit', 'edit', '-m', 'flux-')
    expect(editors).toEqual(expect.arrayContaining(['flux-dev', 'flux-kontext-max', 'flux-2-max']))
    expect(editors).not.toContain('flux-pro-1.1')
    expect(await complete('fluxkit', 'generate', '--size', '1024')).toContain('1024x1024')
    expect(await complete('fluxkit', 'completion', 'z')).toEqual(['zsh'])
  })

  it.each(['zsh', 'fish'])('of %s names commands, models and sizes', async (shell) => {
    await using world = await createWorld({ env: {} })
    const { stdout } = await world.run(['completion', shell])
    for (const word of ['generate', 'history', 'flux-2-max', '1024x1024', 'concurrency']) expect(stdout).toContain(word)
  })
})
