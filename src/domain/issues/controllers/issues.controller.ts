import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { IssueActs } from '../acts/issue-acts.js';
import {
  closeIssueSchema,
  editIssueSchema,
  listIssuesSchema,
  lockIssueSchema,
  transferIssueSchema,
} from '../dto/issue.schemas.js';
import {
  issuePageSchema,
  type IssuePageView,
  issueSchema,
  type IssueView,
} from '../dto/issue.view.js';
import { IssuesService } from '../issues.service.js';
import { type IssueFilter, IssueList } from '../reading/issue-list.js';
import { IssuePresenter } from '../reading/issue-presenter.js';

/** Issues: what people do to the issue itself. */
@ApiTags('issues')
@Controller('issues')
export class IssuesController {
  constructor(
    private readonly issues: IssuesService,
    private readonly acts: IssueActs,
    private readonly list: IssueList,
    private readonly presenter: IssuePresenter,
  ) {}

  @Route('GET', '', {
    does: 'Lists issues, newest first.',
    role: 'viewer',
    answers: issuePageSchema,
    refuses: [400],
  })
  page(@Query({ schema: listIssuesSchema }) filter: IssueFilter): Promise<IssuePageView> {
    return this.list.page(filter);
  }

  @Route('GET', ':id', {
    does: 'Reads an issue.',
    role: 'viewer',
    answers: issueSchema,
    refuses: [404],
  })
  show(@Param('id') id: string, @CurrentPrincipal() reader: Principal): Promise<IssueView> {
    return this.presenter.show(id, reader);
  }

  @Route('PATCH', ':id', {
    does: 'Changes an issue: what the body leaves out stays as it is.',
    role: 'member',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async edit(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: editIssueSchema }) body: z.output<typeof editIssueSchema>,
  ): Promise<IssueView> {
    await this.issues.edit(id, body, edit);
    return this.presenter.show(id, edit.editor);
  }

  @Route('POST', ':id/close', {
    does: 'Closes an issue, as completed unless another reason is given.',
    role: 'member',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async close(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: closeIssueSchema }) body: z.output<typeof closeIssueSchema>,
  ): Promise<IssueView> {
    await this.issues.close(id, body, edit);
    return this.presenter.show(id, edit.editor);
  }

  @Route('POST', ':id/reopen', {
    does: 'Opens a closed issue again.',
    role: 'member',
    answers: issueSchema,
    refuses: [404, 412],
  })
  async reopen(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<IssueView> {
    await this.issues.own(id, edit, (manager, issue) => this.acts.reopen(manager, issue));
    return this.presenter.show(id, edit.editor);
  }

  @Route('PUT', ':id/lock', {
    does: 'Lets only operators comment.',
    role: 'operator',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async lock(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: lockIssueSchema }) body: z.output<typeof lockIssueSchema>,
  ): Promise<IssueView> {
    const reason = body?.reason ?? null;
    await this.issues.change(id, edit, (manager, issue) => this.acts.lock(manager, issue, reason));
    return this.presenter.show(id, edit.editor);
  }

  @Route('DELETE', ':id/lock', {
    does: 'Lets everybody comment again.',
    role: 'operator',
    answers: issueSchema,
    refuses: [404, 412],
  })
  async unlock(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) => this.acts.unlock(manager, issue));
    return this.presenter.show(id, edit.editor);
  }

  @Route('PUT', ':id/pin', {
    does: 'Pins an issue.',
    role: 'operator',
    answers: issueSchema,
    refuses: [404, 412],
  })
  async pin(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) => this.acts.pin(manager, issue, true));
    return this.presenter.show(id, edit.editor);
  }

  @Route('DELETE', ':id/pin', {
    does: 'Takes the pin out again.',
    role: 'operator',
    answers: issueSchema,
    refuses: [404, 412],
  })
  async unpin(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) => this.acts.pin(manager, issue, false));
    return this.presenter.show(id, edit.editor);
  }

  @Route('POST', ':id/transfer', {
    does: 'Moves an issue to another project, where it gets a new number.',
    role: 'operator',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async transfer(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: transferIssueSchema }) body: z.output<typeof transferIssueSchema>,
  ): Promise<IssueView> {
    await this.issues.transfer(id, body.project_id, edit);
    return this.presenter.show(id, edit.editor);
  }
}
