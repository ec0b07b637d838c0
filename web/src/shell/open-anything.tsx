import { Autocomplete, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { typesQuery } from '../api/audit.js';
import { listIssues, projectsQuery } from '../api/issues.js';
import type { User } from '../api/session.js';
import { pagesOf } from './pages.js';
import { type Place, placesFor } from './places.js';

/** One field for whatever somebody has at hand: a page, an issue, a record, a correlation. */
export default function OpenAnything({ user, onClose }: { user: User; onClose: () => void }) {
  const types = useQuery(typesQuery).data ?? [];
  const projects = useQuery(projectsQuery).data ?? [];
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [error, setError] = useState<string>();
  const places = placesFor(words, {
    pages: pagesOf(user),
    types: types.map((type) => type.item_type),
    projects: projects.map(({ key }) => key),
  });

  const go = async (place: Place): Promise<void> => {
    if (place.kind === 'issue') {
      const { project, number } = place;
      const found = await listIssues(new URLSearchParams({ project, number }));
      const [issue] = found.items;
      if (issue === undefined) {
        setError(`There is no issue ${project}-${number}.`);
        return;
      }
      await navigate({ to: '/issues/$id', params: { id: issue.id } });
    } else if (place.kind === 'record') {
      const { type, id } = place;
      await navigate({ to: '/records/$type/$id', params: { type, id } });
    } else if (place.kind === 'trace') {
      await navigate({ to: '/correlations/$id', params: { id: place.id } });
    } else {
      await navigate({ to: place.to });
    }
    onClose();
  };
  const open = (place: Place | undefined): void => {
    if (place === undefined) {
      setError('A page, an issue (WEB-7), a record (Post 12) or the id of a correlation.');
      return;
    }
    go(place).catch((problem: unknown) => setError(String(problem)));
  };

  return (
    <Modal opened onClose={onClose} title="Go to" size="md" yOffset="12vh">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          open(places[0]);
        }}
      >
        <Autocomplete
          aria-label="Where to"
          placeholder="A page, WEB-7, Post 12, a correlation id"
          data={[...new Set(places.map(({ label }) => label))]}
          filter={({ options }) => options}
          value={words}
          onChange={(text) => {
            setWords(text);
            setError(undefined);
          }}
          onOptionSubmit={(label) => open(places.find((place) => place.label === label))}
          error={error}
          data-autofocus
        />
      </form>
    </Modal>
  );
}
