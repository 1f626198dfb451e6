namespace RunkonFlow.Typed.Generators;

/// <summary>Names of the pipeline's steps, by which tests ask whether a step was cached.</summary>
internal static class TrackingNames
{
    /// <summary>The members of each workflow; must stay cached on every edit that does not change them.</summary>
    public const string Surface = nameof(Surface);

    /// <summary>What the registration of the assembly names of each workflow.</summary>
    public const string Registration = nameof(Registration);

    /// <summary>Facts about the compilation as a whole.</summary>
    public const string Facts = nameof(Facts);

    /// <summary>The machine of each workflow, as text; may run again when lines move.</summary>
    public const string Machine = nameof(Machine);

    /// <summary>The steps that users' editors wait for.</summary>
    public static readonly string[] SurfaceSteps = [Surface, Registration, Facts];
}
