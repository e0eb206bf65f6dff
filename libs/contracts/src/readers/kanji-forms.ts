/**
 * Old, new and popular forms of the same kanji as they occur in names and addresses. The first form is the one in
 * today's tables (常用漢字表, 人名用漢字); the others are read as that form. The groups contain only forms of the same
 * character, never different characters with the same sound: 坂 and 阪, 太 and 大 are different names.
 */
const GROUPS = `
高髙 崎﨑嵜㟢 辺邊邉 斎斉齋齊 浜濱濵 沢澤 島嶋嶌 広廣 桜櫻 国國圀 恵惠 徳德 富冨 吉𠮷 館舘 柳栁桺
桑桒 峰峯 松枩 滝瀧 竜龍 万萬 与與 伝傳 会會 学學斈 宝寶寳 寿壽 実實 将將 尽盡 岳嶽 巌巖 当當 応應
条條 栄榮 槙槇 気氣 満滿 為爲 画畫 真眞 穂穗 糸絲 経經 緑綠 聡聰 荘莊 蔵藏 薫薰 蛍螢 豊豐 遥遙
郷鄕 鉄鐵銕 関關 静靜 頼賴 顕顯 黒黑 齢齡 礼禮 祢禰 芦蘆 覚覺 誉譽 鎮鎭 亀龜 亜亞 仏佛 児兒 円圓
剣劍劔 勲勳 区區 医醫 厳嚴 双雙 園薗 野埜墅 塩鹽 増增 声聲 奥奧 姫姬 巻卷 庵菴 恒恆 懐懷 戦戰 択擇
拝拜 拡擴 摂攝 旧舊 暁曉 曽曾 来來 柏栢 柿柹 桧檜 様樣 横橫 権權 欅櫸 歓歡 歩步 歳歲 毎每 浅淺
清淸 渋澁 渓溪 湾灣 瀬瀨 灯燈 炉爐 焼燒 独獨 献獻 瓶甁 畳疊 発發 県縣 禄祿 稲稻 穣穰 粋粹 続續
総總 縄繩 船舩 芸藝 虫蟲 装裝 訳譯 証證 釈釋 銭錢 録錄 隠隱 隣鄰 青靑 駆驅 体體 鶴靏靍 麦麥 麺麵
梅楳 歴歷 緒緖 弥彌 称稱 台臺 号號 図圖 団團 対對 属屬 帯帶 帰歸 弐貳 従從 悪惡 戸戶 拠據 挙擧
昼晝 晩晚 桟棧 楼樓 楽樂 残殘 殴毆 浄淨 涙淚 済濟 温溫 滞滯 潜潛 点點 状狀 狭狹 猟獵 産產 略畧
盗盜 研硏 窓窗窻 竈竃 籠篭 翻飜 聴聽 脳腦 舎舍 舗舖 茎莖 蒋蔣 蝿蠅 蠣蛎 覧覽 触觸 読讀 変變 賛贊
践踐 軽輕 辞辭 逓遞 遅遲 郎郞 酔醉 醸釀 鋳鑄 錬鍊 鉱鑛 陥陷 険險 霊靈 餅餠 騒騷 験驗 髄髓 鴬鶯
鴎鷗 鹸鹼 麹麴 黄黃 歯齒 桝枡 橋槗 藤籐 砺礪 砿礦 藪薮籔 杉椙 余餘 予豫 暦曆
`;

/** Maps each other form to the form as which it is read. */
export const KANJI_FORMS: ReadonlyMap<string, string> = new Map(
  GROUPS.trim()
    .split(/\s+/)
    .flatMap((group) => {
      const [usual = '', ...others] = group;
      return others.filter((other) => other !== usual).map((other) => [other, usual] as const);
    }),
);
