using RunkonFlow.Typed.Hosting;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>For tests that turn the clock by days: a lease that outlasts them.</summary>
internal static class Patient
{
    public static void Lease(RunkonFlowOptions options) => options.LeaseTimeToLive = TimeSpan.FromDays(4_000);
}
