namespace RunkonFlow.Typed.Sqlite;

/// <summary>When a commit counts as durable.</summary>
public enum SqliteSynchronous : byte
{
    /// <summary>Every group of commits is on the disk before it is acknowledged: it survives a power failure.</summary>
    Full,

    /// <summary>It survives the end of the process, however it ends. A power failure may take the last commits back.</summary>
    Normal,
}
