import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { openIssueSchema } from '../dto/issue.schemas.js';
import { issueSchema, issueView, type IssueView } from '../dto/issue.view.js';
import {
  createProjectSchema,
  listProjectsSchema,
  projectPageSchema,
  projectSchema,
  type ProjectView,
  updateProjectSchema,
} from '../dto/project.schemas.js';
import { IssuesService } from '../issues.service.js';
import { ProjectsService } from '../projects.service.js';
import { IssueReader } from '../reading/issue-reader.js';

/** What issues are about. */
@ApiTags('issues')
@Controller('projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly issues: IssuesService,
    private readonly reader: IssueReader,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', '', {
    does: 'Lists projects, newest first.',
    role: 'viewer',
    answers: projectPageSchema,
    refuses: [400],
  })
  async page(
    @Query({ schema: listProjectsSchema }) query: z.output<typeof listProjectsSchema>,
  ): Promise<z.output<typeof projectPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    return { ...(await this.projects.list(query)), feed_position };
  }

  @Route('GET', ':id', {
    does: 'Reads a project.',
    role: 'viewer',
    answers: projectSchema,
    refuses: [404],
  })
  show(@Param('id') id: string): Promise<ProjectView> {
    return this.projects.show(id);
  }

  @Route('POST', '', {
    does: 'Starts a project.',
    role: 'operator',
    answers: projectSchema,
    createdAt: '/projects',
    refuses: [400, 409],
  })
  create(
    @Body({ schema: createProjectSchema }) body: z.output<typeof createProjectSchema>,
  ): Promise<ProjectView> {
    return this.projects.create(body);
  }

  @Route('PATCH', ':id', {
    does: 'Renames a project; its key stays.',
    role: 'operator',
    answers: projectSchema,
    refuses: [400, 404, 412],
  })
  update(
    @Param('id') id: string,
    @CurrentEdit() { ifMatch }: Edit,
    @Body({ schema: updateProjectSchema }) body: z.output<typeof updateProjectSchema>,
  ): Promise<ProjectView> {
    return this.projects.update(id, body, ifMatch);
  }

  @Route('POST', ':id/issues', {
    does: 'Opens an issue; the caller is its author. Labels that are missing are made.',
    role: 'member',
    answers: issueSchema,
    createdAt: '/issues',
    refuses: [400, 404],
  })
  async open(
    @Param('id') projectId: string,
    @CurrentPrincipal() author: Principal,
    @Body({ schema: openIssueSchema }) body: z.output<typeof openIssueSchema>,
  ): Promise<IssueView> {
    const id = await this.issues.open(projectId, author, body);
    return issueView(await this.reader.get(id), true);
  }
}
