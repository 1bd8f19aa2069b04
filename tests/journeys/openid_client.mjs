// An application as a vendor writes it, with openid-client and nothing of ours: signs people in, refreshes, signs out.
// Answers in JSON what it learned. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, PORT. Prints "ready" when it listens.
import { createServer } from 'node:http'
import * as client from 'openid-client'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT } = process.env
const home = `http://localhost:${PORT}`
const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, client.ClientSecretBasic(CLIENT_SECRET), {
  execute: [client.allowInsecureRequests],
})
let asked = {}
let tokens = {}

async function begin(extra) {
  asked = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce(), ...extra }
  return client.buildAuthorizationUrl(config, {
    redirect_uri: `${home}/back`,
    scope: 'openid profile email',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    ...extra,
  }).href
}

async function came(url) {
  tokens = await client.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: asked.verifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
    ...(asked.max_age ? { maxAge: Number(asked.max_age) } : {}),
  })
  const claims = tokens.claims()
  return { claims, userinfo: await client.fetchUserInfo(config, tokens.access_token, claims.sub) }
}

async function refreshed() {
  const former = tokens.refresh_token
  tokens = await client.refreshTokenGrant(config, former)
  return { sub: tokens.claims().sub, rotated: tokens.refresh_token !== former }
}

const pages = {
  '/': async () => ({ go: await begin({}) }),
  '/fresh': async () => ({ go: await begin({ max_age: '300' }) }),
  '/silent': async () => ({ go: await begin({ prompt: 'none' }) }),
  '/back': async (url) => came(url),
  '/refresh': async () => refreshed(),
  '/out': async () => ({
    go: client.buildEndSessionUrl(config, { post_logout_redirect_uri: `${home}/bye`, id_token_hint: tokens.id_token }).href,
  }),
  '/bye': async () => ({ out: true }),
}

createServer(async (request, response) => {
  const url = new URL(request.url, home)
  let told
  try {
    told = pages[url.pathname] ? await pages[url.pathname](url) : {}
  } catch (fault) {
    told = { error: fault.error ?? fault.code ?? fault.name, said: fault.message }
  }
  if (told.go) return response.writeHead(302, { Location: told.go }).end()
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(told))
}).listen(Number(PORT), 'localhost', () => console.log('ready'))
