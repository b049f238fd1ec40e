import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBucket } from './bucket.ts'
import { imageLocation } from './image-location.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'fluxkit-data-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const settings = (): Parameters<typeof imageLocation>[0] => ({ FLUXKIT_DATA_DIR: data, FLUXKIT_S3_REGION: 'us-east-1' })

test('images are in the folder that is configured', () => {
  mkdirSync(join(data, 'pictures'))
  expect(imageLocation({ ...settings(), FLUXKIT_IMAGES: '/srv/images' })).toEqual({
    kind: 'folder',
    folder: '/srv/images',
  })
})

test('images are in `images` of the data folder by default', () => {
  expect(imageLocation(settings())).toEqual({ kind: 'folder', folder: join(data, 'images') })
})

test('a bot that has a folder `pictures` from an earlier version keeps it', () => {
  mkdirSync(join(data, 'pictures'))
  expect(imageLocation(settings())).toEqual({ kind: 'folder', folder: join(data, 'pictures') })
})

test('a bucket is reached by the endpoint that is set, else by that of AWS in its region', () => {
  const keys = { FLUXKIT_S3_ACCESS_KEY_ID: 'id', FLUXKIT_S3_SECRET_ACCESS_KEY: 'secret' }
  const given = { ...settings(), ...keys, FLUXKIT_IMAGES: 's3://my-images/bot', FLUXKIT_S3_REGION: 'eu-central-1' }
  const bucket = { kind: 'bucket', bucket: 'my-images', prefix: 'bot/', region: 'eu-central-1' }

  expect(imageLocation(given)).toEqual({
    ...bucket,
    endpoint: 'https://s3.eu-central-1.amazonaws.com',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  })
  expect(imageLocation({ ...given, FLUXKIT_S3_ENDPOINT: 'http://minio:9000' })).toMatchObject({
    endpoint: 'http://minio:9000',
  })
})

test.each([
  ['s3://my-images', { bucket: 'my-images', prefix: '' }],
  ['s3://my-images/', { bucket: 'my-images', prefix: '' }],
  ['s3://my.images-2/a/b_c', { bucket: 'my.images-2', prefix: 'a/b_c/' }],
  ['s3://', undefined],
  ['s3://MyImages', undefined],
  ['s3://my-images/../other', undefined],
  ['s3://my-images//a', undefined],
  ['s3://my-images/a?b', undefined],
  ['s3://user:password@my-images', undefined],
  ['https://s3.example/my-images', undefined],
  ['/srv/images', undefined],
])('%s as a bucket', (place, bucket) => {
  expect(readBucket(place)).toEqual(bucket)
})
