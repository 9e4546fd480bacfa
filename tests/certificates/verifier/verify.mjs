// Reads {documents: {address: document}, credentials: [...]} and answers one verdict a credential, in order.
// Nothing is fetched: what is not among the documents does not exist.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {verifyCredential} from '@digitalbazaar/vc';

const {documents, credentials} = JSON.parse(readFileSync(0, 'utf8'));
const suite = () => new DataIntegrityProof({cryptosuite});

async function documentLoader(url) {
  if (!(url in documents)) {
    throw new Error(`${url} is not among the documents.`);
  }
  return {contextUrl: null, documentUrl: url, document: documents[url]};
}

async function check(credential) {
  const result = await verifyCredential({
    credential, suite: suite(), documentLoader,
    checkStatus: options => checkStatus({
      ...options, documentLoader, suite: suite(), verifyBitstringStatusListCredential: true,
    }),
  });
  const statuses = result.statusResult?.results ?? [];
  const set = statuses.filter(one => one.status).map(one => one.credentialStatus.statusPurpose);
  const errors = [result.error, result.statusResult?.error].filter(Boolean)
    .flatMap(error => [error, ...(error.errors ?? [])]).map(error => String(error.message));
  return {proof: Boolean(result.results?.[0]?.verified), set, errors};
}

const verdicts = [];
for (const credential of credentials) {
  verdicts.push(await check(credential));
}
console.log(JSON.stringify(verdicts));
