/** Names of the page's own: which DNS record proves each, and whether it does. */
import type { StatusPageCustomDomain } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { domainsQuery, PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Failed } from '../../ui/failed.tsx';
import { TextField } from '../../ui/field.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { type Standing, StateWord } from '../../ui/state-mark.tsx';

export function Domains({ pageId }: { readonly pageId: string }) {
  const say = useSay();
  const { data: domains, error, refetch } = useQuery(domainsQuery(pageId));
  return (
    <Block title={say('statusPages.domains')}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : domains === undefined ? (
        <SkeletonRows count={1} />
      ) : domains.length === 0 ? (
        <p className="text-quiet">{say('statusPages.domainsEmpty')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {domains.map((domain) => (
            <Domain key={domain.id} pageId={pageId} domain={domain} />
          ))}
        </ul>
      )}
      <Permitted>
        <AddDomain pageId={pageId} />
      </Permitted>
    </Block>
  );
}

const EXAMPLE = 'status.example.org';

function AddDomain({ pageId }: { readonly pageId: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [hostname, setHostname] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.domains.add(pageId, { hostname: hostname.trim().toLowerCase() }),
    meta: { isToldHere: true },
    onSuccess: async () => {
      setHostname('');
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <div className="min-w-0 flex-1 basis-60">
        <TextField
          label={say('statusPages.hostname')}
          placeholder={EXAMPLE}
          required
          spellCheck={false}
          autoComplete="off"
          value={hostname}
          error={fieldErrors(error).get('hostname') ?? error?.message}
          onChange={(event) => setHostname(event.target.value)}
        />
      </div>
      <Button type="submit" className="mt-6.5" isBusy={isPending}>
        {say('statusPages.addDomain')}
      </Button>
    </form>
  );
}

const PENDING = ['statusPages.domainPending', 'unknown'] as const;
const STATUSES: Readonly<Partial<Record<StatusPageCustomDomain['status'], readonly [PlainKey, Standing]>>> = {
  VERIFIED: ['statusPages.domainVerified', 'up'],
  VERIFICATION_FAILED: ['statusPages.domainFailed', 'down'],
};

function Domain({ pageId, domain }: { readonly pageId: string; readonly domain: StatusPageCustomDomain }) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const settled = async (): Promise<void> => queries.invalidateQueries({ queryKey: PAGES_KEY });
  const verify = useMutation({
    mutationFn: async () => client.statusPages.domains.verify(pageId, domain.id),
    onSettled: settled,
  });
  const lead = useMutation({
    mutationFn: async () => client.statusPages.domains.makePrimary(pageId, domain.id),
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: async () => client.statusPages.domains.remove(pageId, domain.id),
    onSettled: settled,
  });
  const [words, standing] = STATUSES[domain.status] ?? PENDING;
  const { hostname } = domain;
  const isVerified = domain.status === 'VERIFIED';
  return (
    <li>
      <Card className="flex flex-col gap-3 p-4 sm:p-5">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="min-w-0 font-medium break-all text-strong">
            {hostname}
            {domain.primary && <span className="font-normal text-quiet"> · {say('statusPages.domainPrimary')}</span>}
          </p>
          <StateWord standing={standing}>{say(words)}</StateWord>
        </div>
        {domain.verificationError !== null && (
          <p className="text-sm break-words text-down">{domain.verificationError}</p>
        )}
        {!isVerified && <Records domain={domain} />}
        <Permitted>
          <div className="flex flex-wrap gap-2">
            <Button isSmall isBusy={verify.isPending} onClick={() => verify.mutate()}>
              {say('statusPages.verifyDomain')}
            </Button>
            {isVerified && !domain.primary && (
              <Button isSmall isBusy={lead.isPending} onClick={() => lead.mutate()}>
                {say('statusPages.makePrimary')}
              </Button>
            )}
            <Button isSmall look="quiet" onClick={() => setAsking(true)}>
              {say('statusPages.removeNamed', { name: hostname })}
            </Button>
          </div>
        </Permitted>
      </Card>
      {isAsking && (
        <Confirm
          title={say('statusPages.removeTitle', { name: hostname })}
          hint={say('statusPages.removeDomainHint')}
          action={say('statusPages.removeNamed', { name: hostname })}
          isBusy={remove.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        />
      )}
    </li>
  );
}

function Records({ domain }: { readonly domain: StatusPageCustomDomain }) {
  const say = useSay();
  const { hostname, verificationRecordName, verificationToken, verificationCnameTarget } = domain;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">{say('statusPages.domainRecord', { hostname })}</p>
      <DnsRecord type="TXT" name={verificationRecordName} value={verificationToken} />
      {verificationCnameTarget !== '' && (
        <>
          <p className="text-sm">{say('statusPages.domainOr')}</p>
          <DnsRecord type="CNAME" name={hostname} value={verificationCnameTarget} />
        </>
      )}
    </div>
  );
}

interface DnsRecordProps {
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

function DnsRecord({ type, name, value }: DnsRecordProps) {
  const say = useSay();
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 text-sm">
      <dt className="text-quiet">{say('statusPages.recordType')}</dt>
      <dd className="font-mono">{type}</dd>
      <dt className="text-quiet">{say('statusPages.recordName')}</dt>
      <dd>
        <Copyable label={say('statusPages.recordName')} text={name} />
      </dd>
      <dt className="text-quiet">{say('statusPages.recordValue')}</dt>
      <dd>
        <Copyable label={say('statusPages.recordValue')} text={value} />
      </dd>
    </dl>
  );
}
