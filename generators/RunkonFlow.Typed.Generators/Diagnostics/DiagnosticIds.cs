namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>Ids of all diagnostics. Never reused, never renumbered.</summary>
internal static class DiagnosticIds
{
    public const string GeneratorFailed = "RKF9000";
}
