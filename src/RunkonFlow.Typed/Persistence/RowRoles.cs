namespace RunkonFlow.Typed.Persistence;

/// <summary>Roles of step rows that stores look at.</summary>
internal static class RowRoles
{
    /// <summary>A step that undoes another.</summary>
    public const string Compensation = "compensation";
}
