import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAcceptance } from './acceptance.ts'

const uuid = '226eb763-9c26-4a5a-8a2b-1d6f3a6c9e10'
const made = 'https://cdn.example.com/flux/a.png'
const input = 'https://example.com/in.png'
const request = {
  action: 'edit',
  prompt: 'a poster that says task id: 12345',
  image_url: input,
  callback_url: 'https://host.example/callbacks/job-1',
}
const sent = JSON.stringify(request)

const find = (json: unknown) => findAcceptance(JSON.stringify(json), json, sent)
const findInText = (text: string) => findAcceptance(text, undefined, sent)
const refused = { success: false, error: { code: 'too_many_requests', message: 'Slow down.' }, trace_id: 'trace-1' }

describe('a task id is a sign of acceptance', () => {
  it.each<[string, unknown, string | undefined]>([
    ['a text', { ...refused, task_id: uuid }, uuid],
    ['a number', { ...refused, task_id: 12345 }, '12345'],
    ['not ASCII', { ...refused, task_id: '任务-1' }, '任务-1'],
    ['in camel case', { ...refused, taskId: uuid }, uuid],
    ['with a hyphen', { ...refused, 'Task-ID': uuid }, uuid],
    ['in full-width letters', { ...refused, ｔａｓｋ＿ｉｄ: uuid }, uuid],
    ['as uuid of a task', { ...refused, task_uuid: uuid }, uuid],
    ['a list', { ...refused, task_ids: [uuid, 'b-2'] }, uuid],
    ['an object', { ...refused, task_id: { $oid: 'a1b2' } }, 'a1b2'],
    ['a truth value', { ...refused, task_id: true }, undefined],
    ['too long to be used', { ...refused, task_id: 'x'.repeat(300) }, undefined],
    ['a task in words', { ...refused, task: uuid }, uuid],
    ['a task as an object', { ...refused, task: { id: 7 } }, '7'],
    ['a list of tasks', { ...refused, tasks: [{ uuid }] }, uuid],
    ['within the error', { success: false, error: { code: 'x', task_id: uuid } }, uuid],
    ['within data', { data: { task_id: uuid } }, uuid],
    ['within response', { response: { task_id: uuid } }, uuid],
    ['deep within a list', { a: [{ b: { c: [{ jobId: uuid }] } }] }, uuid],
    ['in a list as the whole answer', [{ task_id: uuid }], uuid],
    ['an id in a record of a task', { id: uuid, type: 'images', created_at: 1 }, uuid],
    ['an id beside a response', { id: uuid, response: { success: false }, code: 1 }, uuid],
    ['an id beside a progress word', { id: 'a1', status: 'queued', message: 'wait' }, 'a1'],
    ['an id within data', { code: 0, message: 'ok', data: { id: 'a1' } }, 'a1'],
    ['an id and nothing that looks like an error', { id: 'a1', trace_id: 'trace-1' }, 'a1'],
    ['JSON in a message', { error: { message: `{"task_id":"${uuid}"}` } }, uuid],
    ['JSON after words in a message', { error: { message: `upstream said {"task_id": 77, "a": 1}` } }, '77'],
    ['a sentence', { error: { message: `Task ${uuid} was accepted already.` } }, uuid],
    ['words', { error: `failed (task_id: abc-123)` }, 'abc-123'],
  ])('%s', (_, json, taskId) => {
    expect(find(json)).toEqual({ taskId, imageUrls: [] })
  })

  it('whose digits JSON.parse would round', () => {
    const text = '{"error":"x","task_id":12345678901234567890}'
    expect(findAcceptance(text, JSON.parse(text), sent)).toMatchObject({ taskId: '12345678901234567890' })
  })

  it('that a second field of the same name hides from JSON.parse', () => {
    const text = `{"success":true,"task_id":"${uuid}","task_id":null,"data":[]}`
    expect(findAcceptance(text, JSON.parse(text), sent)).toEqual({ taskId: uuid, imageUrls: [] })
  })

  it('deep within a named record', () => {
    expect(find({ ...refused, task_id: { value: [{ text: null }, { text: 'a1' }] } })).toMatchObject({ taskId: 'a1' })
  })

  it('that is named as such comes before ids of other records', () => {
    expect(find({ data: [{ id: 'image-1' }], response: { a: { task_id: 'right' } } })).toMatchObject({
      taskId: 'right',
    })
  })

  it('wherever it stands', () => {
    const keys = fc.constantFrom('a', 'error', 'data', 'request', 'x-y', 'details', 'message')
    const named = fc.constantFrom('task_id', 'taskId', 'TASK_ID', 'taskid', 'flux_task_id', 'jobId', 'predictionId')
    fc.assert(
      fc.property(fc.array(keys), named, fc.boolean(), (path, name, inList) => {
        const inner: unknown = inList ? [{ [name]: 'id-1' }] : { [name]: 'id-1' }
        const json = path.reduceRight<unknown>((value, key) => ({ ok: 1, [key]: value }), inner)
        expect(find(json)).toMatchObject({ taskId: 'id-1' })
      }),
    )
  })
})

describe('a link to an image is a sign of acceptance', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['as documented', { ...refused, data: [{ image_url: made }] }, [made]],
    ['without an extension', { ...refused, data: [{ image_url: 'https://a.example/1' }] }, ['https://a.example/1']],
    ['twice', { a: made, data: [{ image_url: made }] }, [made]],
    ['in a list', { images: [made] }, [made]],
    ['as an object', { images: [{ url: 'https://a.example/1' }] }, ['https://a.example/1']],
    ['as url within data', { data: [{ url: 'https://a.example/1' }] }, ['https://a.example/1']],
    ['in a sentence', { error: { message: `Stored at ${made} but not billed` } }, [made]],
    ['a path', { image_url: '/flux/a.webp' }, []],
    ['the image itself', { data: [{ b64: 'data:image/png;base64,AAAA' }] }, []],
  ])('%s', (_, json, imageUrls) => {
    expect(find(json)).toEqual({ taskId: undefined, imageUrls })
  })
})

describe('these are not signs of acceptance', () => {
  it.each<[string, unknown]>([
    ['a trace id', refused],
    ['a request id', { ...refused, request_id: uuid, user_id: uuid, application_id: uuid }],
    ['an empty task id', { ...refused, task_id: '' }],
    ['null', { ...refused, task_id: null, taskId: undefined, task: null, data: [] }],
    ['zero', { ...refused, task_id: 0 }],
    ['the nil UUID', { ...refused, task_id: '00000000-0000-0000-0000-000000000000' }],
    ['null in words', { ...refused, task_id: 'null' }],
    ['an empty list', { ...refused, task_ids: [], task: {} }],
    ['the id of an error', { error: { id: uuid, message: 'no' } }],
    ['the id of an answer that is an error', { id: uuid, message: 'API rate limit exceeded' }],
    ['the id of a request', { id: 'req_8712', success: false }],
    ['a word about tasks', { error: { message: 'task_id is required' } }],
    ['a field that is wrong', { error: { message: 'task_id: required', field: 'task_id' } }],
    ['a kind of task', { ...refused, task: 'generate', job: 'images' }],
    ['a page of the documentation', { error: 'x', documentation_url: 'https://docs.example.com/errors' }],
    ['the type of a problem', { type: 'https://example.com/probs/out-of-credit', title: 'x', status: 403 }],
    ['the link that was to be edited', { error: { message: 'bad image' }, image_url: input }],
    ['that link in a sentence', { error: { message: `image_url: ${input} cannot be fetched` } }],
    ['the echoed request', { ...refused, request }],
    ['the quoted prompt', { error: { message: `Refused: ${request.prompt}` } }],
    ['a complaint about a link', { errors: { image_url: ['This field is required.'] } }],
    ['nothing', {}],
    ['an empty list as the whole answer', []],
    ['a text', 'no'],
  ])('%s', (_, json) => {
    expect(find(json)).toBeUndefined()
  })
})

describe('in an answer that is not JSON', () => {
  it.each<[string, string, string | undefined, readonly string[]]>([
    ['JSON that broke off', `{"success":true,"task_id":"${uuid}","tra`, uuid, []],
    ['JSON that broke off within the id', '{"success":true,"task_id":"226eb', undefined, []],
    ['JSON that broke off within a number', '{"task_id":1234', undefined, []],
    ['JSON that broke off before the id', '{"success":true,"task_id":', undefined, []],
    ['a number before the break', '{"task_id":1234,"a', '1234', []],
    ['escaped letters', String.raw`{"task_id":"\u4efb\u52a1-1","a`, '任务-1', []],
    ['words around JSON', `Answer: {"taskId":"${uuid}"} bye`, uuid, []],
    ['JSON within JSON', String.raw`{"body":"{\"task_id\":\"a-1\"}`, 'a-1', []],
    ['a list that broke off', `[{"task_id":"${uuid}"},`, uuid, []],
    ['a page with JSON in it', `<html><pre>{"task_id": "${uuid}"}</pre></html>`, uuid, []],
    ['a link before the break', `{"data":[{"image_url":"${made}","x`, undefined, [made]],
    ['a link that broke off', '{"data":[{"image_url":"https://cdn.example.com/fl', undefined, []],
    ['escaped slashes', String.raw`{"image_url":"https:\/\/cdn.example.com\/flux\/a.png","x`, undefined, [made]],
    ['a sentence', `Task ${uuid} was accepted`, uuid, []],
  ])('%s is a sign', (_, text, taskId, imageUrls) => {
    expect(findInText(text)).toEqual({ taskId, imageUrls })
  })

  it.each([
    ['a page with images of its own', '<html><img src="https://gateway.example/logo.png"><h1>403</h1></html>'],
    ['nothing', ''],
    ['words', 'Too Many Requests'],
    ['a refusal that broke off', '{"success":false,"error":{"code":"too_many_requests","mess'],
    ['a trace id', '{"trace_id":"226eb763","error":'],
    ['a null that broke off later', '{"task_id":null,"error":'],
  ])('%s is not', (_, text) => {
    expect(findInText(text)).toBeUndefined()
  })

  it('takes no longer than a moment, whatever comes', () => {
    for (const piece of ['"task_id":"', 'task id', 'https://', '\\"', '{"task_id":', '\\']) {
      const before = process.cpuUsage()
      findInText(piece.repeat(200_000))
      expect(process.cpuUsage(before).user).toBeLessThan(5e6)
    }
  })

  it.each([
    ['lists in lists', `${'['.repeat(300_000)}1${']'.repeat(300_000)}`],
    ['lists in a task id', `{"task_id":${'['.repeat(300_000)}0${']'.repeat(300_000)}}`],
    ['task ids in task ids', `${'{"task_id":'.repeat(100_000)}0${'}'.repeat(100_000)}`],
    ['many numbers that aren’t ids', `{"task_ids":[${'0.5,'.repeat(100_000)}0.5]}`],
  ])('takes no longer than a moment when %s come', (_, text) => {
    const before = process.cpuUsage()
    findAcceptance(text, JSON.parse(text), sent)
    expect(process.cpuUsage(before).user).toBeLessThan(5e6)
  })

  it('nothing that can come makes it fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void findInText(text)))
    fc.assert(fc.property(fc.json(), (text) => void findAcceptance(text, JSON.parse(text), sent)))
  })
})
