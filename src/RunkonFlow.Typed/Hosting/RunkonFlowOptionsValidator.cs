using Microsoft.Extensions.Options;

namespace RunkonFlow.Typed.Hosting;

/// <summary>Says at the start what is wrong with the options, all at once, and what to write instead.</summary>
internal sealed class RunkonFlowOptionsValidator : IValidateOptions<RunkonFlowOptions>
{
    public ValidateOptionsResult Validate(string? name, RunkonFlowOptions options)
    {
        List<string> faults = [];
        void Require(bool holds, string fault)
        {
            if (!holds) faults.Add(fault);
        }

        Require(!string.IsNullOrWhiteSpace(options.Namespace), "Namespace is empty; name one, such as \"default\".");
        Require(options.QueueNames.Count > 0, "QueueNames is empty; name at least one queue, or set RunsWorker to false.");
        Require(options.MaxConcurrentRuns >= 1, $"MaxConcurrentRuns is {options.MaxConcurrentRuns}; it must be at least 1.");
        Require(options.ClaimBatch >= 1, $"ClaimBatch is {options.ClaimBatch}; it must be at least 1.");
        Require(options.PoisonLimit >= 1, $"PoisonLimit is {options.PoisonLimit}; it must be at least 1.");
        Require(options.LeaseTimeToLive >= TimeSpan.FromMilliseconds(100), $"LeaseTimeToLive is {options.LeaseTimeToLive}; it must be at least 100 ms.");
        Require(
            options.HeartbeatInterval > TimeSpan.Zero && options.HeartbeatInterval <= options.LeaseTimeToLive / 2,
            $"HeartbeatInterval is {options.HeartbeatInterval}; it must be positive and at most half of LeaseTimeToLive ({options.LeaseTimeToLive}).");
        Require(options.PollInterval > TimeSpan.Zero, $"PollInterval is {options.PollInterval}; it must be positive.");
        Require(options.RequestPollInterval > TimeSpan.Zero, $"RequestPollInterval is {options.RequestPollInterval}; it must be positive.");
        Require(options.ParkAfter >= TimeSpan.Zero, $"ParkAfter is {options.ParkAfter}; it must not be negative.");
        Require(options.StepGrace >= TimeSpan.Zero, $"StepGrace is {options.StepGrace}; it must not be negative.");
        Require(options.ShutdownGrace >= TimeSpan.Zero, $"ShutdownGrace is {options.ShutdownGrace}; it must not be negative.");
        Require(options.ProgressInterval >= TimeSpan.Zero, $"ProgressInterval is {options.ProgressInterval}; it must not be negative.");
        Require(options.MaxPayloadBytes >= 1024, $"MaxPayloadBytes is {options.MaxPayloadBytes}; it must be at least 1024.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
