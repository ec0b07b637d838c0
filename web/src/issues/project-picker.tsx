import { Button, Menu } from '@mantine/core';
import type { Project } from '../api/issues.js';
import { Icon } from '../ui/icon.js';

interface ProjectPickerProps {
  projects: Project[];
  value: string | undefined;
  onChange: (key: string | undefined) => void;
}

export function ProjectPicker({ projects, value, onChange }: ProjectPickerProps) {
  const chosen = projects.find((project) => project.key === value);
  return (
    <Menu shadow="md" position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          fw={500}
          rightSection={<Icon name="chevronDown" size={14} />}
          title="Project"
        >
          {chosen?.name ?? value ?? 'All projects'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange(undefined)}>All projects</Menu.Item>
        {projects.map((project) => (
          <Menu.Item key={project.id} onClick={() => onChange(project.key)}>
            {project.key} · {project.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
