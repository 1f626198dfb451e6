namespace RunkonFlow.Typed.SqlServer.Schema;

/// <summary>An embedded script.</summary>
/// <param name="Name">Its path in the project, such as <c>Sql/Procedures/get_run_v1.sql</c>.</param>
/// <param name="Text">Its text, with the token for the schema.</param>
internal sealed record Script(string Name, string Text)
{
    /// <summary>The name without folder and ending: that of the object which the script makes, where it makes one.</summary>
    public string ObjectName => Path.GetFileNameWithoutExtension(Name);
}
