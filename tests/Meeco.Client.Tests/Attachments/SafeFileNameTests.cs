using System.Text;

namespace Meeco.Client.Tests.Attachments;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("photo.png", "photo.png")]
    [InlineData("Größe & Güte (1).pdf", "Größe & Güte (1).pdf")]
    [InlineData(".profile", ".profile")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\Windows\\System32\\evil.dll", "evil.dll")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("C:\\autoexec.bat", "autoexec.bat")]
    [InlineData("C:evil", "C_evil")]
    [InlineData("file.txt:stream", "file.txt_stream")]
    [InlineData("..", "attachment")]
    [InlineData(".", "attachment")]
    [InlineData("", "attachment")]
    [InlineData("a/", "attachment")]
    [InlineData("   ", "attachment")]
    [InlineData("name. . .", "name")]
    [InlineData("a\u0000b\r\nc", "a_b__c")]
    [InlineData("gpj\u202Eexe", "gpj_exe")]
    [InlineData("what?*<>|\".txt", "what______.txt")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("Com1 .log", "_Com1 .log")]
    [InlineData("console.log", "console.log")]
    public void A_name_is_one_file_in_whatever_folder(string name, string expected) =>
        SafeFileName.Of(name).Should().Be(expected);

    [Fact]
    public void A_long_name_keeps_its_ending_and_whole_letters()
    {
        var name = SafeFileName.Of(new string('日', 300) + ".jpeg");

        name.Should().EndWith("日.jpeg");
        Encoding.UTF8.GetByteCount(name).Should().BeLessThanOrEqualTo(200);
    }
}
