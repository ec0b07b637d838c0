import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../api/api-problem.js';
import { sessionQuery, signIn } from '../api/session.js';
import { Icon } from '../ui/icon.js';
import { Logo } from '../ui/logo.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { safeTarget } from './safe-target.js';
import classes from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { to, link } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(name.trim(), password),
    onSuccess: (user) => {
      queryClient.setQueryData(sessionQuery.queryKey, user);
      router.history.replace(`/console${safeTarget(to)}`);
    },
  });

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.mutate();
  };

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Logo size={44} />
        <h1 className={classes.title}>Sign in to Backstory</h1>
        <p className={classes.lead}>What changed, who changed it, and why.</p>
        <form onSubmit={submit} className={classes.form}>
          {attempt.error && <Refusal error={attempt.error} />}
          {link === 'used' && !attempt.error && (
            <Alert>This sign-in link was used already or is too old.</Alert>
          )}
          <TextInput
            label="Name"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            autoFocus
            withAsterisk={false}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
          <Button type="submit" size="md" fullWidth loading={attempt.isPending}>
            Sign in
          </Button>
        </form>
        <div className={classes.hint}>
          <Icon name="link" size={18} />
          <p>
            First time here? The server prints a <b>one-time sign-in link</b> when it starts. For a
            fresh one run <code>npm run backstory -- sign-in-link</code>
          </p>
        </div>
      </div>
    </main>
  );
}

function Refusal({ error }: { error: Error }) {
  const wrong = error instanceof ApiProblem && error.status === 401;
  if (!wrong) return <ProblemNotice error={error} />;
  return <Alert>Name and password do not belong together.</Alert>;
}

function Alert({ children }: { children: string }) {
  return (
    <p role="alert" className={classes.refusal}>
      <Icon name="warning" /> {children}
    </p>
  );
}
