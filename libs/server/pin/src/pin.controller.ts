import { Body, Controller, Get, HttpCode, Post, Req, SerializeOptions, Sse, UseGuards } from '@nestjs/common';
import {
  emptyRequest,
  issuePinRequest,
  pinRun,
  pinWork,
  type EmptyRequest,
  type IssuePinRequest,
  type PinRun,
  type PinWork,
} from '@daiko/contracts';
import { clientAddress } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { PinIssueService } from './pin-issue.service';
import { PinProgress } from './pin-progress';
import { PinRunService } from './pin-run.service';
import { PinWorkService } from './pin-work.service';
import { RunGuard, runToken } from './run.guard';

/** The run of this browser: the requests of the お問い合わせ pages, whatever the purpose of the run is. */
@Controller('pin-run')
export class PinController {
  constructor(
    private readonly runs: PinRunService,
    private readonly issuing: PinIssueService,
    private readonly works: PinWorkService,
    private readonly progress: PinProgress,
  ) {}

  @Get()
  @SerializeOptions({ schema: pinRun })
  show(@Req() request: FastifyRequest): Promise<PinRun> {
    return this.runs.run(runToken(request));
  }

  @Post('pin')
  @HttpCode(202)
  @SerializeOptions({ schema: pinRun })
  async issue(
    @Req() request: FastifyRequest,
    @Body({ schema: issuePinRequest }) body: IssuePinRequest,
  ): Promise<PinRun> {
    const token = runToken(request);
    await this.issuing.issue(token, body.destinationId);
    return this.runs.run(token);
  }

  @Post('work')
  @SerializeOptions({ schema: pinWork })
  askWork(
    @Req() request: FastifyRequest,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<PinWork> {
    return this.works.ask(runToken(request), clientAddress(request));
  }

  @Sse('progress')
  @UseGuards(RunGuard)
  async stream(@Req() request: FastifyRequest): Promise<Observable<{ data: PinRun }>> {
    return this.progress.of(runToken(request));
  }
}
