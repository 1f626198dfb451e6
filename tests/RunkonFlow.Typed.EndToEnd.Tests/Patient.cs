using RunkonFlow.Typed.Hosting;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>For tests whose clock runs a thousand times as fast as the store that they run on.</summary>
internal static class Patient
{
    /// <summary>Time for finalizers that a busy server does not use up.</summary>
    public const string Finalizers = "10h";

    /// <summary>A lease that outlasts tests that turn the clock by days.</summary>
    public static void Lease(RunkonFlowOptions options) => options.LeaseTimeToLive = TimeSpan.FromDays(4_000);
}
