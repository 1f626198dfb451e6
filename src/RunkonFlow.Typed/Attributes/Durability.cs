namespace RunkonFlow.Typed;

/// <summary>When a run's progress is committed to the store.</summary>
public enum Durability
{
    /// <summary>After every step. The default.</summary>
    Step,

    /// <summary>Where the run parks or ends, and around at-most-once steps. A crash repeats the steps since then.</summary>
    Suspend,

    /// <summary>Never: the run lives in memory and dies with the process.</summary>
    None,
}
