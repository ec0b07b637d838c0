import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues.module.js';
import { ArchiveImporter } from './archive/archive-importer.js';
import { ArchiveImports } from './archive/archive-imports.js';
import { GithubDeliveries } from './github-deliveries.js';
import { ConfigurableModuleClass } from './github.module-definition.js';
import { CommentMirror } from './mirroring/comment-mirror.js';
import { GithubMirror } from './mirroring/github-mirror.js';
import { IssueLinks } from './mirroring/issue-links.js';
import { IssueMirror } from './mirroring/issue-mirror.js';
import { IssueMoves } from './mirroring/issue-moves.js';
import { ProjectMirror } from './mirroring/project-mirror.js';
import { SortingMirror } from './mirroring/sorting-mirror.js';
import { StepTaker } from './mirroring/step-taker.js';
import { GithubController } from './webhook/github.controller.js';
import { GithubWebhooks } from './webhook/github-webhooks.service.js';

/** Mirrors the issues of GitHub's repositories, from webhooks and from archives. */
@Module({
  imports: [IssuesModule],
  controllers: [GithubController],
  providers: [
    ArchiveImporter,
    ArchiveImports,
    CommentMirror,
    GithubDeliveries,
    GithubMirror,
    GithubWebhooks,
    IssueLinks,
    IssueMirror,
    IssueMoves,
    ProjectMirror,
    SortingMirror,
    StepTaker,
  ],
  exports: [ArchiveImporter, GithubDeliveries],
})
export class GithubModule extends ConfigurableModuleClass {}
