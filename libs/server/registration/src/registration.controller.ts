import { Body, Controller, Get, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import {
  duplicates,
  findDuplicatesRequest,
  registerCustomerRequest,
  registeredCustomer,
  registrationOptions,
  type Duplicates,
  type FindDuplicatesRequest,
  type RegisterCustomerRequest,
  type RegisteredCustomer,
  type RegistrationOptions,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { DuplicateService } from './duplicate.service';
import { RegistrationOptionService } from './registration-option.service';
import { RegistrationService } from './registration.service';

/** お客様登録. */
@Controller()
export class RegistrationController {
  constructor(
    private readonly optionService: RegistrationOptionService,
    private readonly duplicates: DuplicateService,
    private readonly registration: RegistrationService,
  ) {}

  @Get('registration-options')
  @SerializeOptions({ schema: registrationOptions })
  options(@CurrentSession() viewer: SignedIn): Promise<RegistrationOptions> {
    return this.optionService.optionsFor(viewer);
  }

  @Post('customers/duplicates')
  @HttpCode(200)
  @SerializeOptions({ schema: duplicates })
  findDuplicates(
    @CurrentSession() viewer: SignedIn,
    @Body({ schema: findDuplicatesRequest }) request: FindDuplicatesRequest,
  ): Promise<Duplicates> {
    return this.duplicates.find(viewer, request);
  }

  @Post('customers')
  @SerializeOptions({ schema: registeredCustomer })
  register(
    @CurrentSession() viewer: SignedIn,
    @Body({ schema: registerCustomerRequest }) request: RegisterCustomerRequest,
  ): Promise<RegisteredCustomer> {
    return this.registration.register(viewer, request);
  }
}
